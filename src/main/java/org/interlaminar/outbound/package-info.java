/** The one gate through which every HTTP request leaves: who may be asked, what may be taken along, how much may come back. */
package org.interlaminar.outbound;
