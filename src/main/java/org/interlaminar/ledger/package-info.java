/** What went in, what came out, what was set aside: runs, parts, tallies, watermarks. In = out + set aside, always. */
package org.interlaminar.ledger;
