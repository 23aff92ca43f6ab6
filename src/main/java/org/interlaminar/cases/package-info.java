/**
 * One person's recognised records become a case: index procedure, baseline, follow-up windows, treatment failure. A pure
 * function of what has landed; nothing waits half built.
 */
package org.interlaminar.cases;
