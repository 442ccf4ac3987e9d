// Reads QR codes with the camera: with what the browser has, else with a decoder of ours that only this page loads.
const EVERY = 120, SIDE = 720, QUIET = 3000; // milliseconds between two looks; pixels looked at; before the same QR counts again
export const REFUSED = 'La caméra n’est pas ouverte : autorisez-la dans les réglages du navigateur, ou cherchez la personne par son nom.';
export const NONE = 'Cet appareil n’a pas de caméra que cette page puisse ouvrir : cherchez la personne par son nom.';
export const INSECURE = 'La caméra demande une adresse en https : cherchez la personne par son nom.';

async function reader() {
  const native = window.BarcodeDetector && (await BarcodeDetector.getSupportedFormats().catch(() => [])).includes('qr_code');
  if (native) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? '';
  }
  const { decodeQR } = await import('/qr-decode.js');
  return async (canvas, pen) => {
    try { return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height)); } catch { return ''; } // no QR in sight
  };
}

// Open the camera in `video`; `onRead(text)` once for each QR shown. Gives what closes it, or throws the sentence to show.
export async function watch(video, onRead) {
  if (!isSecureContext) throw INSECURE;
  if (!navigator.mediaDevices?.getUserMedia) throw NONE;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } });
  } catch (failed) { throw failed.name === 'NotFoundError' || failed.name === 'OverconstrainedError' ? NONE : REFUSED; }
  const read = await reader(), canvas = document.createElement('canvas'), pen = canvas.getContext('2d', { willReadFrequently: true });
  let open = true, last = '', at = 0;
  video.srcObject = stream;
  await video.play().catch(() => {});
  async function look() {
    if (!open) return;
    const { videoWidth: wide, videoHeight: high } = video, scale = Math.min(1, SIDE / Math.max(wide, high, 1));
    if (wide && video.readyState >= 2 && !document.hidden) {
      canvas.width = Math.round(wide * scale); canvas.height = Math.round(high * scale);
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const found = (await read(canvas, pen).catch(() => '')).trim(), now = performance.now();
      if (found && (found !== last || now - at > QUIET)) { if (open) onRead(found); }
      if (found) { last = found; at = now; }
    }
    setTimeout(look, EVERY);
  }
  look();
  return () => { open = false; for (const track of stream.getTracks()) track.stop(); video.srcObject = null; };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
// The registration a badge speaks of (cycles/presence_codes.py); its signature is looked at by the house. "" when it is not a badge.
export function guestOf(text) {
  const found = text.trim().replace(/\/+$/, '').split('/').at(-1).toUpperCase();
  if (!/^[A-Z2-7]{42}$/.test(found)) return '';
  let bits = 0, held = 0, hex = '';
  for (const sign of found.slice(0, 26)) {
    held = (held << 5) | LETTERS.indexOf(sign); bits += 5;
    if (bits >= 8) { bits -= 8; hex += ((held >> bits) & 255).toString(16).padStart(2, '0'); held &= (1 << bits) - 1; }
  }
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
