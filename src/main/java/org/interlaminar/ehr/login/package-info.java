/** How we log in at an EHR: SMART Backend Services and the simpler ways (EHR A). */
package org.interlaminar.ehr.login;
