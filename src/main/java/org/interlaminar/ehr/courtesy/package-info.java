/** How much of an EHR's strength we may use: concurrency, rate, hours, budget; and the load we have put on it. */
package org.interlaminar.ehr.courtesy;
