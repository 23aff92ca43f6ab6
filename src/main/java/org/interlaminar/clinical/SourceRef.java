package org.interlaminar.clinical;

/**
 * One landed version of one resource: FHIR type, logical id and the hash of its content (32 hexadecimal digits), which
 * leads to its run, page and bytes.
 */
public record SourceRef(String type, String id, String content) implements Comparable<SourceRef> {
    @Override
    public int compareTo(SourceRef other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type + "/" + id;
    }
}
