package org.interlaminar.truth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.truth.EhrServer.Asked;
import org.interlaminar.truth.EhrServer.Reply;

/**
 * The EHR's bulk export over HTTP (<a href="https://hl7.org/fhir/uv/bulkdata/export.html">Bulk Data Access</a>): asked for, worked
 * on for a while, served file by file, forgotten when it is told to. What it exports is what was true when it was asked.
 */
final class ExportFace {
    private static final Pattern SINCE = Pattern.compile("[?&]_since=([^&]+)");
    private static final Pattern PLACE = Pattern.compile(".*/export/(\\d+)(?:/(.+))?");

    private final SimulatedEhr ehr;
    private final Exports exports;
    private final Receipts receipts;
    private final Random random;
    private final Map<Integer, Parcel> jobs = new HashMap<>();
    private final Map<Integer, Integer> stillWorks = new HashMap<>();
    private int requestsUntilItBreaks = Integer.MAX_VALUE;

    ExportFace(SimulatedEhr ehr, Receipts receipts, Random random) {
        this.ehr = ehr;
        this.exports = new Exports(ehr);
        this.receipts = receipts;
        this.random = random;
    }

    static boolean isAsked(Asked asked) {
        return asked.address().getPath().matches(".*/(\\$export|export/.*)");
    }

    /** After that many further requests every one is answered with 500. */
    synchronized void breakAfter(int requests) {
        requestsUntilItBreaks = requests;
    }

    synchronized void mend() {
        requestsUntilItBreaks = Integer.MAX_VALUE;
    }

    synchronized Reply answer(Asked asked) {
        if (requestsUntilItBreaks-- <= 0) {
            return reply(500, "");
        }
        Matcher place = PLACE.matcher(asked.address().getPath());
        if (!place.matches()) {
            return kickOff(asked);
        }
        int job = Integer.parseInt(place.group(1));
        if (!jobs.containsKey(job)) {
            return reply(404, "");
        }
        if (asked.method().equals("DELETE")) {
            receipts.acknowledged(jobs.remove(job).name());
            return reply(202, "");
        }
        return place.group(2) == null ? status(asked.address(), job) : file(jobs.get(job), place.group(2));
    }

    private Reply kickOff(Asked asked) {
        Matcher since = SINCE.matcher(asked.address().toString());
        Instant from = since.find() ? Instant.parse(URLDecoder.decode(since.group(1), StandardCharsets.UTF_8)) : null;
        int job = stillWorks.size() + 1;
        Parcel parcel = exports.bulk(from);
        jobs.put(job, parcel);
        stillWorks.put(job, random.nextInt(3));
        receipts.handedOut(parcel.name(), ehr.now(), parcel.versions());
        return reply(202, "").header("Content-Location", base(asked.address()) + "/export/" + job);
    }

    private Reply status(URI asked, int job) {
        if (stillWorks.merge(job, -1, Integer::sum) >= 0) {
            return reply(202, "");
        }
        Map<Boolean, List<String>> files = new HashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        jobs.get(job).files().forEach((name, lines) -> {
            boolean isDeleted = name.startsWith("deleted");
            files.get(isDeleted)
                    .add("{\"type\":\"" + (isDeleted ? "Bundle" : name.replace(".ndjson", "")) + "\",\"url\":\""
                            + base(asked) + "/export/" + job + "/" + name + "\",\"count\":"
                            + lines.lines().count() + "}");
        });
        return reply(
                200,
                "{\"transactionTime\":\"" + jobs.get(job).asOf() + "\",\"requiresAccessToken\":true,\"output\":["
                        + String.join(",", files.get(false)) + "],\"deleted\":[" + String.join(",", files.get(true))
                        + "]}");
    }

    private Reply file(Parcel parcel, String name) {
        return reply(200, parcel.files().get(name)).header("Content-Type", "application/fhir+ndjson");
    }

    private static String base(URI address) {
        return address.getScheme() + "://" + address.getAuthority() + "/"
                + address.getPath().split("/")[1] + "/fhir";
    }

    private Reply reply(int status, String body) {
        return new Reply(
                status, DateTimeFormatter.RFC_1123_DATE_TIME.format(ehr.now().atOffset(ZoneOffset.UTC)), body);
    }
}
