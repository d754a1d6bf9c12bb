// What folium's own layers expect from scripts that this page does not load.

// folium.Popup makes its elements with jQuery's $("<div …>")[0].
window.$ ??= (html) => [...new DOMParser().parseFromString(html, "text/html").body.children];

// Leaflet's marker pictures lie beside its script; here the pin is drawn in place.
L.Icon.Default = L.Icon.extend({
  options: {
    iconUrl: "data:image/svg+xml," + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="25" height="41" viewBox="0 0 25 41"><path d="M12.5 40.5C9 30 1 22 1 12.5a11.5 11.5 0 0 1 23 0C24 22 16 30 12.5 40.5z" fill="#2a6f9e" stroke="#fff"/><circle cx="12.5" cy="12.5" r="4.5" fill="#fff"/></svg>'),
    iconSize: [25, 41], iconAnchor: [12, 41], popupAnchor: [1, -34], tooltipAnchor: [16, -28],
  },
});
L.Marker.prototype.options.icon = new L.Icon.Default();
