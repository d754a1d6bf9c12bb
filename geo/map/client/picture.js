// Save what is on screen, with dates, the key of colours, attribution and a word of caution, as a PNG file.

const EDGE = 14; // pixels beside the words at the foot

/** `heading`: a text in place of the map's own title. */
function savePicture(app, heading) {
  const { map, look, window: days, canvases } = app;
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
  drawFoot(pen, size, look, footOf(app, heading));
  canvas.toBlob((blob) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: `map-${toISO(days.to)}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

/** What stands at the foot: paragraphs of pieces that are not broken; a piece with a colour has a dot before it. */
function footOf({ look, legend, options, timeline, language, attribution }, heading) {
  const title = [isolated(typeof heading === "string" ? heading : options.title), timeline.date.textContent, timeline.total.textContent];
  const words = (text) => text.split(" ").map((word) => ({ text: word }));
  const shown = look.names.map((text, i) => ({ text, colour: look.colours[i] })).filter((_, i) => !look.hidden.has(i) && legend.counts[i].textContent);
  return [
    { font: `600 14px ${FONT}`, tall: 18, gap: 4, pieces: words(title.filter(Boolean).join(" · ")) },
    { font: `12px ${FONT}`, tall: 17, gap: 12, pieces: shown },
    { font: `11px ${FONT}`, tall: 14, gap: 3, pieces: words(`${language.say("note")} ${attribution.textContent}`) },
  ];
}

/** Lay pieces out in lines that are no wider than the picture: [[piece, x], …] a line. */
function linesOf(pen, { font, gap, pieces }, width) {
  pen.font = font;
  const lines = [];
  let x = Infinity;
  for (const piece of pieces) {
    const wide = pen.measureText(piece.text).width + (piece.colour ? 14 : 0);
    if (x + wide > width) [x] = [EDGE, lines.push([])];
    lines.at(-1).push([piece, x]);
    x += wide + gap;
  }
  return lines;
}

function drawFoot(pen, size, look, paragraphs) {
  const laid = paragraphs.map((paragraph) => [paragraph, linesOf(pen, paragraph, size.x - EDGE)]);
  let y = size.y - laid.reduce((sum, [{ tall }, lines]) => sum + tall * lines.length, 6);
  pen.fillStyle = alpha(look.ground.land, 0.92);
  pen.fillRect(0, y - 6, size.x, size.y - y + 6);
  for (const [{ font, tall }, lines] of laid) {
    pen.font = font;
    for (const line of lines) {
      y += tall;
      for (const [piece, x] of line) drawPiece(pen, piece, x, y - 4, look);
    }
  }
}

function drawPiece(pen, { text, colour }, x, y, look) {
  if (colour) {
    pen.beginPath();
    pen.arc(x + 5, y - 4, 5, 0, 7);
    pen.fillStyle = colour;
    pen.fill();
  }
  pen.fillStyle = look.ground.ink;
  pen.fillText(text, x + (colour ? 14 : 0), y);
}
