/** Looks at a source before it is pulled: what its server really does, how it can be pulled, and what stays unseen (EHR D). */
package org.interlaminar.ehr.preflight;
