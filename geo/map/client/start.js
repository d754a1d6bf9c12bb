// The document carries its client code gzipped (geo/map/client, one file an idea); unpack it and run it.
async function startGeoMap(map, options) {
  if (!window.DecompressionStream) {
    document.body.append("This browser is too old for this map: it lacks DecompressionStream (2023).");
    return;
  }
  const node = document.getElementById("gm-client");
  const packed = Uint8Array.from(atob(node.textContent.trim()), (char) => char.charCodeAt(0));
  const code = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
  const script = document.createElement("script");
  script.textContent = await code.text();
  node.replaceWith(script);
  await runGeoMap(map, options);
}
