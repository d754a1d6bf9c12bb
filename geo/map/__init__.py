"""The map document: events in time on an offline map, one symbol a place.

`document` builds it as a `folium.Map`; `geo.map.component` shows it in Streamlit.
"""

from geo.map.layers import Layer, Style
from geo.map.page import document, shell
from geo.map.payload import Payload, decode, encode

__all__ = ["Layer", "Payload", "Style", "decode", "document", "encode", "shell"]
