package org.interlaminar.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.interlaminar.access.Pusher;
import org.interlaminar.access.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** The door for what EHRs push. Whatever comes, the answer is FHIR and tells nothing of the inside. */
@Controller
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class InboxController {
    static final String BASE = "/inbox/fhir";

    private static final Logger LOG = LoggerFactory.getLogger(InboxController.class);
    private static final Pattern PLACE = Pattern.compile("/[A-Za-z]+(/.*)?");
    private static final String POST = "POST";

    private final Inbox inbox;
    private final InFlight inFlight;
    private final InboxSettings settings;
    private final InboxCapabilities capabilities;
    private final Clock clock;

    InboxController(
            Inbox inbox, InFlight inFlight, InboxSettings settings, InboxCapabilities capabilities, Clock clock) {
        this.inbox = inbox;
        this.inFlight = inFlight;
        this.settings = settings;
        this.capabilities = capabilities;
        this.clock = clock;
    }

    /** Every method and path below the base: FHIR has its own answers for those that are not offered. */
    @RequestMapping({BASE, BASE + "/**"})
    void any(HttpServletRequest request, HttpServletResponse response, @AuthenticationPrincipal Pusher pusher)
            throws IOException {
        Media media = Media.JSON;
        Reply reply;
        try (InFlight.Share share = inFlight.share()) {
            media = Media.wanted(format(request), request.getHeader(HttpHeaders.ACCEPT));
            reply = answer(request, pusher, share);
        } catch (Refused e) {
            LOG.info("push {}{}: {} {}", RequestId.of(request), of(pusher), e.status(), e.getMessage());
            reply = refusal(e, request);
        } catch (RuntimeException e) {
            // Its message may hold content.
            LOG.error(
                    "push {}{}: failed ({})",
                    RequestId.of(request),
                    of(pusher),
                    e.getClass().getName());
            reply = refusal(new Refused(500, IssueType.EXCEPTION, "Nothing was kept."), request);
        }
        write(reply, media, request, response);
    }

    private Reply answer(HttpServletRequest request, Pusher pusher, InFlight.Share share) throws IOException, Refused {
        String path = request.getRequestURI().substring(request.getContextPath().length() + BASE.length());
        String method = request.getMethod();
        if (path.equals("/metadata")) {
            return method.equals("GET") || method.equals("HEAD")
                    ? Reply.of(200, capabilities.statement())
                    : notAllowed("GET");
        }
        if (pusher == null) {
            throw new Refused(403, IssueType.FORBIDDEN, "Only an EHR's own account may push.");
        }
        if (path.isEmpty() || path.equals("/") || path.equals("/$process-message")) {
            return method.equals(POST) ? atTheBase(request, pusher, share) : notAllowed(POST);
        }
        if (!PLACE.matcher(path).matches()) {
            throw new Refused(404, IssueType.NOTFOUND, "There is nothing at this address.");
        }
        return switch (method) {
            case POST, "PUT" -> {
                ReceivedBody body = body(request, share);
                yield single(request, pusher, path, body);
            }
            case "DELETE" -> single(request, pusher, path, null);
            default -> notAllowed("POST, PUT, DELETE");
        };
    }

    private Reply atTheBase(HttpServletRequest request, Pusher pusher, InFlight.Share share)
            throws IOException, Refused {
        if (request.getContentLengthLong() == 0) {
            return inbox.notified(sender(request, pusher), Notification.EMPTY);
        }
        ReceivedBody body = body(request, share);
        return inbox.bundle(sender(request, pusher), body);
    }

    private static Reply notAllowed(String instead) {
        Refused why = new Refused(405, IssueType.NOTSUPPORTED, "Not offered here; what has landed is read at /fhir.");
        return Reply.of(why.status(), Answers.refusal(why)).with(HttpHeaders.ALLOW, instead);
    }

    private ReceivedBody body(HttpServletRequest request, InFlight.Share share) throws IOException, Refused {
        return ReceivedBody.of(request, settings, share);
    }

    /** Asked for when the body has come whole. */
    private Sender sender(HttpServletRequest request, Pusher pusher) {
        return new Sender(pusher.source(), RequestId.of(request), clock.instant());
    }

    private Reply single(HttpServletRequest request, Pusher pusher, String path, ReceivedBody body) throws Refused {
        Done done = inbox.single(sender(request, pusher), body, asked(request, path));
        boolean minimal = "return=minimal".equals(request.getHeader("Prefer"));
        Reply reply = Reply.of(done.status(), minimal ? null : Answers.fate(done.fate()));
        if (done.etag() != null) {
            reply = reply.with(HttpHeaders.ETAG, done.etag())
                    .with(
                            HttpHeaders.LAST_MODIFIED,
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    done.lastModified().atOffset(ZoneOffset.UTC)));
        }
        return done.location() == null ? reply : reply.with(HttpHeaders.LOCATION, BASE + "/" + done.location());
    }

    /** The same as the entry of a Bundle would say it. */
    private static Map<String, String> asked(HttpServletRequest request, String path) {
        Map<String, String> asked = new HashMap<>();
        asked.put("method", request.getMethod());
        String query = UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .replaceQueryParam("_format")
                .build()
                .getQuery();
        asked.put("url", path.substring(1) + (query == null ? "" : "?" + query));
        Map.of(
                        HttpHeaders.IF_MATCH,
                        "ifMatch",
                        HttpHeaders.IF_NONE_MATCH,
                        "ifNoneMatch",
                        "If-None-Exist",
                        "ifNoneExist",
                        HttpHeaders.IF_MODIFIED_SINCE,
                        "ifModifiedSince")
                .forEach((header, element) -> {
                    if (request.getHeader(header) != null) {
                        asked.put(element, request.getHeader(header));
                    }
                });
        return asked;
    }

    private static String format(HttpServletRequest request) {
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst("_format");
    }

    private static String of(Pusher pusher) {
        return pusher == null ? "" : " of source " + pusher.source();
    }

    private static Reply refusal(Refused why, HttpServletRequest request) {
        Reply reply = Reply.of(why.status(), Answers.refusal(why, RequestId.of(request)));
        return why.again() == null
                ? reply
                : reply.with(HttpHeaders.RETRY_AFTER, Long.toString(why.again().toSeconds()));
    }

    private static void write(Reply reply, Media media, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(reply.status());
        response.setHeader("X-Request-Id", RequestId.of(request));
        reply.headers().forEach(response::setHeader);
        byte[] body = body(reply.body(), reply.kept(), media);
        if (body != null) {
            response.setContentType(media.header());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static byte[] body(IBaseResource answer, byte[] kept, Media media) {
        if (kept != null) {
            return media.rewrite(kept);
        }
        return answer == null ? null : media.write(answer);
    }
}
