package org.interlaminar.truth;

/** How the service may come to know, and how often compared with the others. */
enum Errand {
    PULL(6),
    PULL_WHILE_IT_CHANGES(3),
    PULL_THAT_BREAKS(2),
    /** A bulk export over HTTP, of changes where the service knows since when. */
    EXPORT(3),
    EXPORT_EVERYTHING(2),
    /** It goes on with the next export. */
    EXPORT_THAT_BREAKS(3),
    /** A bulk export that somebody brings as files. */
    BULK(3),
    BULK_SINCE(3),
    HISTORY(3),
    PLAIN_FILE(4),
    /** Leaves the EHR now and arrives some time later. */
    MAIL_BULK(3),
    MAIL_BULK_SINCE(2),
    MAIL_HISTORY(2),
    MAIL_ARRIVES(5),
    SENT_AGAIN(3),
    /** So that what is missing is gone. */
    PULL_EVERYTHING(3),
    CONFIRM_WHAT_IS_GONE(2),
    DERIVE(9),
    /** Another service derives until the next delivery has landed. */
    DERIVE_BESIDE(6);

    final int weight;

    Errand(int weight) {
        this.weight = weight;
    }

    boolean mails() {
        return name().startsWith("MAIL_");
    }
}
