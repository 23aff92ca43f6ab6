package org.interlaminar.reading;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.clinical.Code;
import org.interlaminar.reading.Outline.Field;
import org.interlaminar.reading.Screened.State;
import org.interlaminar.reading.Unreadable.Cause;

/**
 * Decides from a resource's own bytes whether it lands. Wider than recognition, the same for every person, so the order of
 * arrival cannot matter. One instance per thread.
 */
public final class Screen {
    /** Bytes that must be readable beyond the resource. */
    public static final int PADDING = 32;

    private static final int REMEMBERED_CODINGS = 1 << 16;
    private static final int LONGEST_REMEMBERED_TEXT = 128;

    /** In characters: nobody maps a longer code or system, and PostgreSQL could not keep it as a key. */
    private static final int LONGEST_COUNTED = 256;

    /** The type that holds others; it may have no id of its own. */
    public static final String BUNDLE = "Bundle";

    /** Stands in for the code system of a questionnaire's address. */
    public static final String QUESTIONNAIRE = "questionnaire";

    private static final String TYPE_NOT_USED = "type-not-used";
    private static final byte[] RELATIVE = "Patient/".getBytes(StandardCharsets.US_ASCII);
    private static final long PATIENT = Bytes.hash(RELATIVE, 0, RELATIVE.length - 1);

    /** What the screen knows of one (system, code) pair; unmapped is a local one that no site map knows yet. */
    private static final class Known {
        final Code code;
        final boolean lands;
        final boolean anchor;
        final boolean unmapped;

        Known(Code code, boolean lands, boolean anchor, boolean unmapped) {
            this.code = code;
            this.lands = lands;
            this.anchor = anchor;
            this.unmapped = unmapped;
        }
    }

    private final ScreenRules rules;
    private final CodeNormaliser normaliser;
    private final ByteOutliner shortcut = new ByteOutliner();
    private final JacksonOutliner reference = new JacksonOutliner();
    private final Outline outline = new Outline();
    private final ByteTable<ByteTable<Known>> bySystem = new ByteTable<>();
    private final ByteTable<Known> withoutSystem = new ByteTable<>();
    private final ByteTable<Boolean> knownTexts = new ByteTable<>();
    private byte[] lastSystem = {0};
    private ByteTable<Known> lastCodes;
    private final Map<Code, Unmapped> unmapped = new HashMap<>();
    private final Map<String, Map<String, Screened>> filtered = new HashMap<>();
    private final ByteTable<String> typeNames = new ByteTable<>();
    private final TextTriggers triggers;
    private boolean shortcutOn = true;
    private boolean counting = true;
    private List<String> bases = List.of();
    private Map<String, String> urns = Map.of();
    private int remembered;
    private long keyHash;

    private ScreenedType type;
    private boolean lands;
    private boolean anchor;

    Screen(ScreenRules rules, CodeNormaliser normaliser) {
        this.rules = rules;
        this.normaliser = normaliser;
        this.triggers = new TextTriggers(rules.triggers());
        rules.releases().keySet().forEach(name -> typeNames.put(name, name));
    }

    /** Resources are of a server from now on that calls itself by these bases, without a slash at their end; none if not known. */
    public Screen of(List<String> server) {
        bases = server;
        return this;
    }

    /** Resources are of one Bundle from now on. @param inBundle what {@code urn:uuid} names in it stand for */
    public Screen within(Map<String, String> inBundle) {
        urns = inBundle;
        return this;
    }

    /** Counts no unmapped codes: for looking again at what has been counted. */
    public Screen uncounted() {
        counting = false;
        return this;
    }

    Screen withoutShortcut() {
        shortcutOn = false;
        return this;
    }

    /**
     * Screens the resource in {@code bytes[from, to)}; the array must be readable for {@link #PADDING} bytes beyond.
     *
     * @throws Unreadable when it is no resource, of no known type, without an id, or may not be read as it stands
     */
    public Screened screen(byte[] bytes, int from, int to) throws Unreadable {
        if (!shortcutOn || !shortcut.outline(bytes, from, to, outline)) {
            reference.outline(bytes, from, to, outline);
        }
        String typeName = typeName();
        if (typeName.equals(BUNDLE)) {
            return filtered(typeName, TYPE_NOT_USED);
        }
        if (!outline.has(Field.ID)) {
            throw new Unreadable(Cause.NO_ID, typeName + " has no id");
        }
        type = ScreenedType.of(outline.bytes, outline.from(Field.TYPE), outline.to(Field.TYPE));
        keyHash = Bytes.keyHash(
                Bytes.hash(outline.bytes, outline.from(Field.TYPE), outline.to(Field.TYPE)),
                Bytes.hash(outline.bytes, outline.from(Field.ID), outline.to(Field.ID)));
        if (type == null) {
            return filtered(typeName, TYPE_NOT_USED);
        }
        if (outline.subsetted) {
            return filtered(typeName, "subsetted");
        }
        if (type == ScreenedType.QUESTIONNAIRE_RESPONSE && !questionnaireIsMapped()) {
            return filtered(typeName, "questionnaire-not-mapped");
        }
        if (isStub(type)) {
            return landed(State.STUB, type, false);
        }
        decide(type);
        if (type.landsByCode() && !lands) {
            return filtered(typeName, "code-outside-screen");
        }
        if (outline.unknownModifier) {
            throw new Unreadable(
                    Cause.UNKNOWN_MODIFIER, typeName + " carries implicitRules or modifierExtension we do not know");
        }
        return landed(State.WHOLE, type, anchor);
    }

    /** The key of the resource last screened, whatever the answer was: a landed key must land again. */
    public long keyHash() {
        return keyHash;
    }

    /** Like {@link #screen} for a resource the screen has just filtered: the same version, now to be landed as a key. */
    public Screened asKey() throws Unreadable {
        ScreenedType type = ScreenedType.of(outline.bytes, outline.from(Field.TYPE), outline.to(Field.TYPE));
        return type == null || outline.subsetted ? null : landed(State.STUB, type, false);
    }

    /**
     * A delete, which says nothing of the resource but its key (and perhaps its version).
     *
     * @param versionNumber version the delete made, or null
     * @param lastUpdated when the server deleted it, or null
     * @throws Unreadable when the type is none of FHIR
     */
    public Screened deleted(String type, String id, Long versionNumber, Instant lastUpdated) throws Unreadable {
        if (!rules.releases().containsKey(type)) {
            throw new Unreadable(Cause.UNKNOWN_TYPE, "a delete names no type of FHIR");
        }
        if (Json.holdsNul(id)) {
            throw new Unreadable(
                    Cause.UNRESOLVED_DELETE, "a delete names an id with U+0000, which no text of FHIR may hold");
        }
        keyHash = Bytes.keyHash(type, id);
        ScreenedType screened = ScreenedType.of(type);
        if (screened == null) {
            return filtered(type, TYPE_NOT_USED);
        }
        String patient = screened == ScreenedType.PATIENT ? id : null;
        return new Screened(State.DELETED, type, null, id, patient, versionNumber, lastUpdated, false);
    }

    /** What is known of the resource last screened although it cannot be read: type and id, and whom it is about. */
    public record Named(String type, String id, String patient) {}

    /** @return null when not even its type and id could be read */
    public Named named() {
        if (!outline.has(Field.TYPE) || !outline.has(Field.ID)) {
            return null;
        }
        ScreenedType type = ScreenedType.of(outline.bytes, outline.from(Field.TYPE), outline.to(Field.TYPE));
        return new Named(outline.text(Field.TYPE), outline.text(Field.ID), type == null ? null : patient(type));
    }

    /** Types of which anything lands. */
    public static List<String> types() {
        return Arrays.stream(ScreenedType.values()).map(type -> type.fhirName).toList();
    }

    /** Types no version of which makes its person worth deriving: those that land whatever they say. */
    public static List<String> typesWithoutAnchors() {
        return Arrays.stream(ScreenedType.values())
                .filter(type -> !type.landsByCode())
                .map(type -> type.fhirName)
                .toList();
    }

    /** Takes the tally of local (system, code) pairs without a site map, by pair, and starts a new one. */
    public Map<Code, Unmapped> takeUnmapped() {
        Map<Code, Unmapped> taken = new TreeMap<>(unmapped);
        unmapped.clear();
        return taken;
    }

    private String typeName() throws Unreadable {
        if (!outline.has(Field.TYPE)) {
            throw new Unreadable(Cause.NOT_A_RESOURCE, "no resourceType");
        }
        String name = typeNames.get(outline.bytes, outline.from(Field.TYPE), outline.to(Field.TYPE));
        if (name == null) {
            throw new Unreadable(Cause.UNKNOWN_TYPE, "resourceType is no type of FHIR");
        }
        if ("former".equals(rules.releases().get(name))) {
            throw new Unreadable(Cause.WRONG_FHIR_VERSION, name + " is a type of FHIR DSTU2 or STU3; R4 is needed");
        }
        return name;
    }

    private boolean questionnaireIsMapped() {
        String canonical = outline.text(Field.QUESTIONNAIRE);
        if (canonical == null) {
            return false;
        }
        int version = canonical.indexOf('|');
        String url = version < 0 ? canonical : canonical.substring(0, version);
        if (!rules.questionnaires().contains(url)) {
            Code code = new Code(QUESTIONNAIRE, url);
            if (isCountable(code)) {
                count(code);
            }
            return false;
        }
        return true;
    }

    private String patient(ScreenedType type) {
        if (type == ScreenedType.PATIENT) {
            return outline.text(Field.ID);
        }
        String named = outline.text(Field.REFERENCE);
        return named == null ? null : References.patient(named, bases);
    }

    private boolean isStub(ScreenedType type) {
        boolean nobody = type != ScreenedType.PATIENT && type.hasSubject() && !namesPatient();
        return nobody || type.requiresCode() && !outline.hasCode;
    }

    private boolean namesPatient() {
        int from = outline.from(Field.REFERENCE);
        int plain = from + RELATIVE.length;
        return outline.has(Field.REFERENCE)
                && (plain < outline.to(Field.REFERENCE)
                                && Bytes.equal(outline.bytes, from, plain, RELATIVE)
                                && outline.bytes[plain] != '/'
                        || References.patient(outline.text(Field.REFERENCE)) != null);
    }

    private void decide(ScreenedType type) {
        lands = false;
        anchor = false;
        if (type.landsByCode()) {
            outline.codings(type, this::coding);
            outline.texts(type, this::text);
        }
    }

    private void coding(boolean main, int systemFrom, int systemTo, int codeFrom, int codeTo) {
        Known known = known(systemFrom, systemTo, codeFrom, codeTo);
        lands |= known.lands;
        anchor |= known.anchor;
        if (known.unmapped && main) {
            count(known.code);
        }
    }

    private void count(Code code) {
        Unmapped met = unmapped.get(code);
        if (met == null && counting && unmapped.size() < REMEMBERED_CODINGS) {
            met = new Unmapped();
            unmapped.put(code, met);
        }
        if (met == null) {
            return;
        }
        met.meet(type);
        if (outline.has(Field.REFERENCE)) {
            countPerson(met);
        }
    }

    /** References are mostly plain ones, of which no String has to be made. */
    private void countPerson(Unmapped met) {
        byte[] b = outline.bytes;
        int from = outline.from(Field.REFERENCE);
        int id = from + RELATIVE.length;
        int to = outline.to(Field.REFERENCE);
        if (urns.isEmpty() && id < to && Bytes.equal(b, from, id, RELATIVE) && Bytes.indexOf(b, id, to, '/') < 0) {
            met.meetOn(Bytes.keyHash(PATIENT, Bytes.hash(b, id, to)));
            return;
        }
        String patient = patient(type);
        if (patient != null) {
            met.meetOn(Bytes.keyHash("Patient", urns.getOrDefault(patient, patient)));
        }
    }

    private static boolean isCountable(Code code) {
        return code.value().length() <= LONGEST_COUNTED && code.system().length() <= LONGEST_COUNTED;
    }

    private Known known(int systemFrom, int systemTo, int codeFrom, int codeTo) {
        byte[] b = outline.bytes;
        ByteTable<Known> codes = systemFrom < 0 ? withoutSystem : codesOf(systemFrom, systemTo);
        Known known = codes == null ? null : codes.get(b, codeFrom, codeTo);
        if (known != null) {
            return known;
        }
        String system = systemFrom < 0 ? null : Bytes.text(b, systemFrom, systemTo);
        String value = Bytes.text(b, codeFrom, codeTo);
        known = judge(system, value);
        if (remembered++ < REMEMBERED_CODINGS) {
            if (codes == null) {
                codes = new ByteTable<>();
                lastSystem = Arrays.copyOfRange(b, systemFrom, systemTo);
                lastCodes = codes;
                bySystem.put(lastSystem, codes);
            }
            codes.put(value, known);
        }
        return known;
    }

    /** Most codings are of the same system as the one before. */
    private ByteTable<Known> codesOf(int from, int to) {
        byte[] b = outline.bytes;
        if (!Bytes.equal(b, from, to, lastSystem)) {
            ByteTable<Known> codes = bySystem.get(b, from, to);
            if (codes == null) {
                return null;
            }
            lastSystem = Arrays.copyOfRange(b, from, to);
            lastCodes = codes;
        }
        return lastCodes;
    }

    private Known judge(String system, String value) {
        Code code = normaliser.normalise(system, value);
        if (code == null) {
            return new Known(null, false, false, false);
        }
        boolean local = system != null && !normaliser.knows(system) && !rules.lands(code);
        return new Known(code, rules.lands(code), rules.anchors(code), local && isCountable(code));
    }

    private void text(int from, int to) {
        if (triggered(from, to)) {
            lands = true;
            anchor = true;
        }
    }

    /** Displays repeat from resource to resource; looking one up is cheaper than searching it. */
    private boolean triggered(int from, int to) {
        Boolean known = knownTexts.get(outline.bytes, from, to);
        if (known != null) {
            return known;
        }
        boolean found = triggers.foundIn(outline.bytes, from, to);
        if (to - from <= LONGEST_REMEMBERED_TEXT && knownTexts.size() < REMEMBERED_CODINGS) {
            knownTexts.put(Arrays.copyOfRange(outline.bytes, from, to), found);
        }
        return found;
    }

    private Screened landed(State state, ScreenedType type, boolean anchors) throws Unreadable {
        String name = type.fhirName;
        return new Screened(
                state, name, null, outline.text(Field.ID), patient(type), versionNumber(), lastUpdated(name), anchors);
    }

    /** Filtered answers say nothing of the single resource, so each kind of them is one object. */
    private Screened filtered(String type, String reason) {
        return filtered.computeIfAbsent(type, any -> new HashMap<>())
                .computeIfAbsent(reason, why -> new Screened(State.FILTERED, type, why, null, null, null, null, false));
    }

    /** The version of the resource last screened, or null when the server does not count its versions. */
    public Long versionNumber() {
        String text = outline.text(Field.VERSION);
        if (text == null
                || text.isEmpty()
                || text.length() > 18
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return Long.parseLong(text);
    }

    private Instant lastUpdated(String type) throws Unreadable {
        String text = outline.text(Field.UPDATED);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable(Cause.UNREADABLE_META, type + ".meta.lastUpdated is no instant");
        }
    }
}
