package org.interlaminar.ehr.preflight;

import java.util.HashSet;
import java.util.Set;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.Paging;

/** Whether the server leads from page to page, to new resources each time, and to an end (EHR C1). */
final class PageByPage implements TypeExamination {
    private static final int MOST = 3;
    private static final String ADVICE =
            "Pulls of this type end there and are partial: tell the EHR's administrators, or use a bulk export.";

    @Override
    public String name() {
        return "paging";
    }

    @Override
    public int questions() {
        return 1;
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        Set<String> shown = new HashSet<>(type.someSample().ids());
        Paging.Fetched page = type.page();
        int pages = 1;
        while (!page.isLast() && pages < MOST && (pages == 1 || source.canSpareAQuestion(type))) {
            pages++;
            try {
                page = source.questions().next(type.paging());
            } catch (FetchFailed e) {
                return Finding.bad("Page " + pages + " cannot be had: " + e.getMessage(), ADVICE);
            }
            Sample next = Sample.of(page);
            if (next.ids().stream().anyMatch(id -> !shown.add(id))) {
                return Finding.bad("Page " + pages + " shows again what a page before had shown", ADVICE);
            }
        }
        if (page.isLast()) {
            type.walks().add(Walk.of(type.page().page(), type.paging()));
        }
        return Finding.good(
                page.isLast()
                        ? "All on " + (pages == 1 ? "one page" : pages + " pages")
                        : pages + " pages followed, and more to come");
    }
}
