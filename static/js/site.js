/* What JavaScript adds to the public pages. Everything here works without it, too. */
import { sharing } from "./share.js";
import { videos } from "./video.js";
import { gallery } from "./gallery.js";
import { filters } from "./filters.js";
import { plan } from "./plan.js";
import { transitions } from "./transitions.js";
import { suggestions } from "./suggest.js";
import { offline } from "./offline.js";
import { order } from "./order.js";
import { seen } from "./seen.js";
import { live } from "./live.js";

sharing(document);
videos(document);
gallery(document);
filters(document);
plan(document);
transitions(document);
suggestions(document);
offline();
order(document);
seen(document);
live(document);
