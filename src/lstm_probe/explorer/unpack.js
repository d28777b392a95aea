"use strict";

// Whether this browser can unpack series: those of 2023 and later can.
const canUnpack = typeof DecompressionStream === "function";

// Unpack the series of a gauge (explorer/packing.py): an array for each, null where there is no value.
async function unpack(text, count, length, levels) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(stream).arrayBuffer();
  const ends = new DataView(buffer, 0, count * 8);
  const halves = new Uint8Array(buffer, count * 8);
  return Array.from({ length: count }, (_, series) => {
    const low = ends.getFloat32(series * 8, true);
    const high = ends.getFloat32(series * 8 + 4, true);
    const start = series * 2 * length;
    let level = 0;
    return Array.from({ length }, (_, place) => {
      const unsigned = halves[start + place] + 256 * halves[start + length + place];
      level += unsigned % 2 ? -(unsigned + 1) / 2 : unsigned / 2;
      return level === 0 ? null : low + ((level - 1) / (levels - 1)) * (high - low);
    });
  });
}
