package org.interlaminar.store;

/**
 * How the store is reached and entered.
 *
 * @param password null where none is needed
 */
record StoreAddress(String url, String user, String password) {
    @Override
    public String toString() {
        return "store of user " + user;
    }
}
