// Colours. Categories follow Okabe and Ito's set, which stays distinct with colour-blind eyes.

const CATEGORIES = [
  { id: "fighting", colour: "#d55e00", types: ["battle", "advance"] },
  { id: "control", colour: "#0072b2", types: ["control_change", "withdrawal"] },
  { id: "fire", colour: "#e69f00", types: ["shelling", "mine"] },
  { id: "air", colour: "#56b4e9", types: ["air_strike", "drone_strike", "air_defence"] },
  { id: "civilians", colour: "#cc79a7", types: ["civilian_harm", "evacuation"] },
  { id: "objects", colour: "#009e73", types: ["infrastructure"] },
  { id: "rest", colour: "#7d7d85", types: [] },
];

const SIDES = [
  { id: "Ukraine", colour: "#2f7fd1" },
  { id: "Russia", colour: "#d1495b" },
  { id: "independent", colour: "#5f8f4e" },
  { id: "none", colour: "#8a8a8a" },
];

const SIDE_COLOURS = { Ukraine: "#2f7fd1", Russia: "#d1495b", contested: "#b8860b", independent: "#5f8f4e", unknown: "#8a8a8a" };

const GROUND = {
  light: {
    sea: "#d4e2ea", land: "#f7f5f0", lake: "#cfdfe8", river: "#b4cddb", region: "#dcd6ca", country: "#a79e8f", glow: "rgba(160,148,126,.16)",
    town: "#4c4a45", regionLabel: "#a0978a", countryLabel: "#8d8477", water: "#7c9db0", halo: "rgba(250,249,246,.92)", casing: "#ffffff", rim: "#f7f5f0", ink: "#22201c", dot: "#8b857a",
  },
  dark: {
    sea: "#0d151b", land: "#1b2329", lake: "#101a21", river: "#2c4b5d", region: "#2d373e", country: "#5f6a72", glow: "rgba(120,140,155,.10)",
    town: "#c2c9cd", regionLabel: "#66727a", countryLabel: "#7b878f", water: "#4f7387", halo: "rgba(19,26,31,.9)", casing: "#12191e", rim: "#eef1f2", ink: "#eef1f2", dot: "#7e8a92",
  },
};

/** Black or white, whichever reads better on a colour. */
function inkOn(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "#1d1b18" : "#ffffff";
}

const alpha = (colour, opacity) => colour + Math.round(opacity * 255).toString(16).padStart(2, "0");

/** A colour between two: `share` of the first. */
function mix(first, second, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  return `#${[1, 3, 5].map((at) => Math.round(part(first, at) * share + part(second, at) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}
