package org.interlaminar.truth;

/** Which resource of the EHR. */
record Key(String type, String id) {
    @Override
    public String toString() {
        return type + "/" + id;
    }
}
