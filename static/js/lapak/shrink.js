/* Make a photo small on the phone, before it costs anybody's data. The site shows 1,080 pixels at most. */
const STEPS = [[1600, 0.8], [1600, 0.68], [1280, 0.68], [1080, 0.62], [800, 0.55]];
export const ENOUGH = 270_000;

/** Return `{blob, picture}`: a JPEG of at most about ENOUGH bytes, and the picture to draw a small one of.
    What this browser can't read (a HEIC, say) goes as it is: the site can. */
export async function shrink(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { blob: file, picture: null };
  }
  const canvas = document.createElement("canvas");
  let blob = null;
  for (const [edge, quality] of STEPS) {
    draw(canvas, picture, Math.min(1, edge / Math.max(picture.width, picture.height)));
    blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && blob.size <= ENOUGH) break;
  }
  return { blob: blob || file, picture };
}

function draw(canvas, picture, scale) {
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d", { alpha: false });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/** Draw a picture into a small canvas, filling it. */
export function cover(canvas, picture) {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  canvas.getContext("2d").drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
}
