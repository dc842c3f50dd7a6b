/* What JavaScript adds to the public pages. Everything here works without it, too. */
import { sharing } from "./share.js";
import { videos } from "./video.js";
import { gallery } from "./gallery.js";
import { filters } from "./filters.js";

sharing(document);
videos(document);
gallery(document);
filters(document);
