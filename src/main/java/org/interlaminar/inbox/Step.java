package org.interlaminar.inbox;

/**
 * What is to be done with one entry, or why it cannot be.
 *
 * @param entry its place in the Bundle
 * @param interaction null when it is refused
 * @param json the resource as it will be acknowledged; null for a delete
 * @param refused null when it can be done
 */
record Step(int entry, Interaction interaction, byte[] json, Refused refused) {
    static Step refused(int entry, Refused why) {
        return new Step(entry, null, null, why);
    }
}
