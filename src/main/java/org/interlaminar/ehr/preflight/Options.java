package org.interlaminar.ehr.preflight;

/** @param tryExport whether an export of the source's Group is begun, and cancelled at once, to see whether it is allowed */
public record Options(boolean tryExport) {}
