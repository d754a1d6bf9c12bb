// Save what is on screen, with dates, attribution and a word of caution, as a PNG file.

const FOOT_PX = 44;

/** `heading`: a text in place of the map's own title. */
function savePicture({ map, look, options, timeline, language, attribution, window: days, canvases }, heading) {
  const size = map.getSize();
  const canvas = el("canvas");
  canvas.width = size.x * look.ratio;
  canvas.height = size.y * look.ratio;
  const pen = canvas.getContext("2d");
  pen.scale(look.ratio, look.ratio);
  for (const layer of canvases) {
    const corner = map.layerPointToContainerPoint(layer._bounds.min);
    pen.drawImage(layer._container, corner.x, corner.y, layer._bounds.getSize().x, layer._bounds.getSize().y);
  }
  pen.fillStyle = alpha(look.ground.land, 0.92);
  pen.fillRect(0, size.y - FOOT_PX, size.x, FOOT_PX);
  pen.fillStyle = look.ground.ink;
  pen.font = `600 14px ${FONT}`;
  pen.fillText([isolated(typeof heading === "string" ? heading : options.title), timeline.date.textContent, timeline.total.textContent].filter(Boolean).join(" · "), 14, size.y - 25);
  pen.font = `11px ${FONT}`;
  pen.fillText(`${language.say("note")} ${attribution.textContent}`, 14, size.y - 9);
  canvas.toBlob((blob) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: `map-${toISO(days.to)}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
