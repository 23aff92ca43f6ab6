/** The operator's room: the command line, what a start says, status, and the check of settings. */
package org.interlaminar.operations;
