package org.interlaminar.demo;

/**
 * One coding of a served resource.
 *
 * @param system the code system's URL, null if the coding has none
 * @param code the code, null if the coding has none
 */
record ServedCode(String system, String code) {}
