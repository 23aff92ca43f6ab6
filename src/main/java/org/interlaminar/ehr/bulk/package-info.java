/** Pulls by bulk export: asks for one, waits for it, downloads and lands its files (EHR B). */
package org.interlaminar.ehr.bulk;
