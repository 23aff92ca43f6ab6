package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.interlaminar.ehr.bulk.BulkPull;
import org.interlaminar.ehr.bulk.ExportFrom;
import org.interlaminar.ehr.search.PullFrom;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Deletions;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.truth.EhrServer.Face;
import org.interlaminar.truth.Setting.Ending;

/** Brings to the service what leaves the EHR: pulls it, or loads it from files at once, late, twice, out of order. */
final class Courier {
    private final String source;
    private final SimulatedEhr ehr;
    private final Exports exports;
    private final Receipts receipts = new Receipts();
    private final SearchFace face;
    private final ExportFace exported;
    private final SearchPull pull;
    private final BulkPull export;
    private final Loader loader;
    private final Deletions deletions;
    private final boolean tellsHistory;
    private final List<Parcel> inTheMail = new ArrayList<>();
    private final List<Parcel> arrived = new ArrayList<>();

    Courier(Service service, EhrServer server, String source, SimulatedEhr ehr, Setting setting, Path folder) {
        this.source = source;
        this.ehr = ehr;
        this.exports = new Exports(ehr);
        this.face = new SearchFace(ehr, setting.manners(), receipts);
        this.loader = new Loader(service, source, folder);
        this.deletions = service.bean(Deletions.class);
        this.tellsHistory = setting.manners().history();
        Random random = new Random(setting.pageSize());
        this.exported = new ExportFace(ehr, receipts, random);
        Face faces = asked -> ExportFace.isAsked(asked) ? exported.answer(asked) : face.answer(asked.address());
        Map<String, Object> settings = new TreeMap<>(Door.settings(folder));
        settings.put("base-url", server.serve(source, new Door(faces, random)));
        settings.put("types", SimulatedEhr.TYPES_SETTING);
        settings.put("page-size", setting.pageSize());
        settings.put("overlap", setting.overlap());
        settings.put("attempts", 2);
        settings.put("resync", "0s");
        settings.put("last-updated", setting.manners().lastUpdated() || !setting.known());
        settings.put("history", tellsHistory);
        this.pull = PullFrom.server(service, source, settings);
        settings.put("bulk.level", "system");
        this.export = ExportFrom.server(service, source, settings);
    }

    Receipts receipts() {
        return receipts;
    }

    /** @return what was done, or null when there was nothing to do */
    String go(Errand errand, Hospital hospital, Random random) throws Exception {
        return switch (errand) {
            case PULL -> pull();
            case PULL_WHILE_IT_CHANGES -> pullWhileItChanges(hospital, random);
            case PULL_THAT_BREAKS -> pullThatBreaks(random);
            case EXPORT -> export(false);
            case EXPORT_EVERYTHING -> export(true);
            case EXPORT_THAT_BREAKS -> exportThatBreaks(random);
            case BULK -> bring(exports.bulk(null), random);
            case BULK_SINCE -> bring(exports.bulk(someTime(random)), random);
            case HISTORY -> bring(exports.history(someTime(random)), random);
            case PLAIN_FILE -> bring(exports.plain(random), random);
            case MAIL_BULK -> mail(exports.bulk(null));
            case MAIL_BULK_SINCE -> mail(exports.bulk(someTime(random)));
            case MAIL_HISTORY -> mail(exports.history(someTime(random)));
            case MAIL_ARRIVES -> inTheMail.isEmpty()
                    ? null
                    : bring(inTheMail.remove(random.nextInt(inTheMail.size())), random);
            case SENT_AGAIN -> arrived.isEmpty() ? null : bring(arrived.get(random.nextInt(arrived.size())), random);
            case PULL_EVERYTHING -> pullEverything();
            case CONFIRM_WHAT_IS_GONE -> confirm();
            case DERIVE, DERIVE_BESIDE -> throw new IllegalArgumentException("nothing to bring");
        };
    }

    boolean hasMail() {
        return !inTheMail.isEmpty();
    }

    /** Tells all that is true and all that is gone. */
    String end(Ending ending) throws Exception {
        return switch (ending) {
            case PULL -> pull() + ", " + confirm() + (tellsHistory ? "" : ", " + acknowledged(exports.deleted(), true));
            case PULL_OF_EVERYTHING -> pullEverything() + ", " + confirm();
            case EXPORT -> endExport();
            case BULK -> acknowledged(exports.bulk(null), true);
        };
    }

    private String pullEverything() throws Exception {
        return complete("pull of everything", pulled(true));
    }

    /** One that was under way goes on as it was asked for, and tells less than what is true now: then another one has to follow. */
    private String endExport() throws Exception {
        String rest = export(false);
        return rest + ", " + export(true) + ", " + confirm();
    }

    private String export(boolean everything) throws Exception {
        RunSummary run = exportedBy(everything);
        assertThat(run.outcome()).as("%s", run).isEqualTo(Outcome.COMPLETE);
        return Loader.told(everything ? "export of everything" : "export", run);
    }

    private String exportThatBreaks(Random random) throws Exception {
        exported.breakAfter(random.nextInt(8));
        try {
            return Loader.told("export that breaks", exportedBy(random.nextInt(3) == 0));
        } finally {
            exported.mend();
        }
    }

    private RunSummary exportedBy(boolean everything) throws Exception {
        RunSummary run =
                export.pull(source, everything, bytes -> {}, said -> {}).run();
        assertThat(run.balances()).as("the ledger of %s", run).isTrue();
        return run;
    }

    /** Somebody says that what waits is gone indeed. */
    private String confirm() throws Exception {
        return deletions.waiting().stream().anyMatch(one -> one.source().equals(source))
                ? Loader.told("confirmed", deletions.confirm(source))
                : null;
    }

    private String pull() throws Exception {
        return complete("pull", pulled(false));
    }

    private String complete(String what, RunSummary run) {
        assertThat(run.outcome()).as("%s", run).isEqualTo(Outcome.COMPLETE);
        face.acknowledgeLastPage();
        return Loader.told(what, run);
    }

    private String pullWhileItChanges(Hospital hospital, Random random) throws Exception {
        List<String> meanwhile = new ArrayList<>();
        face.betweenPages(() -> {
            if (random.nextInt(3) == 0) {
                ehr.pass(Duration.ofSeconds(1 + random.nextInt(3)));
                String happened = hospital.happen(hospital.any(random), random);
                if (happened != null) {
                    meanwhile.add(happened);
                }
            }
        });
        try {
            return Loader.told("pull while it changes " + meanwhile, pulled(random.nextInt(4) == 0));
        } finally {
            face.betweenPages(() -> {});
        }
    }

    private String pullThatBreaks(Random random) throws Exception {
        face.breakAfter(random.nextInt(6));
        try {
            return Loader.told("pull that breaks", pulled(random.nextInt(4) == 0));
        } finally {
            face.mend();
        }
    }

    private RunSummary pulled(boolean everything) throws Exception {
        RunSummary run = pull.pull(source, everything, bytes -> {}).run();
        assertThat(run.balances()).as("the ledger of %s", run).isTrue();
        return run;
    }

    private String mail(Parcel parcel) {
        inTheMail.add(parcel);
        return "mailed " + parcel;
    }

    private String bring(Parcel parcel, Random random) throws Exception {
        arrived.add(parcel);
        // Without a time of its own a content or a bare deletion needs to be told when it was true.
        boolean needsItsTime = !ehr.meta().isDated() || parcel.tellsOfDeletions();
        return acknowledged(parcel, needsItsTime || random.nextBoolean());
    }

    private String acknowledged(Parcel parcel, boolean asOf) throws Exception {
        receipts.handedOut(parcel.name(), parcel.asOf(), parcel.versions());
        String told = asOf ? loader.loadAsOf(parcel) : loader.loadAt(ehr.now(), parcel);
        receipts.acknowledged(parcel.name());
        return told;
    }

    private Instant someTime(Random random) {
        List<Version> all = ehr.since(Instant.MIN);
        return all.isEmpty() ? ehr.now() : all.get(random.nextInt(all.size())).at();
    }
}
