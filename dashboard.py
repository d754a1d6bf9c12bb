"""The front-line dashboard: `streamlit run dashboard.py`."""

from geo.ui import main

main()
