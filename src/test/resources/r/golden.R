# What R says: input and answers for GoldenTest classes, as CSV beside this file.
#   cd src/test/resources/r && Rscript golden.R
# Needs base R and the package survival. The same R gives the same files; versions.csv names it.
suppressMessages(library(survival))
set.seed(20260101)
# A number that does not exist is empty; 17 digits bring a double back as it was.
write <- function(name, rows) {
  for (column in names(rows)) if (is.numeric(rows[[column]])) {
    x <- rows[[column]]
    rows[[column]] <- ifelse(is.finite(x), sprintf("%.17g", x), "")
  }
  write.csv(rows, paste0(name, ".csv"), row.names = FALSE, quote = FALSE, na = "", eol = "\n")
}
bind <- function(list) do.call(rbind, list)

write("versions", data.frame(what = c("R", "survival"),
                             version = c(paste(R.version$major, R.version$minor, sep = "."),
                                         as.character(packageVersion("survival")))))

# --- Times to an event -----------------------------------------------------------------------------------------------
# exit: 0 censored, 1 event, 2 competing event. group: a letter.
people <- function(day, exit, group = "a") data.frame(day = day, exit = exit, group = rep_len(group, length(day)))
drawn <- function(n, groups, span, shares) {
  g <- sample(letters[seq_len(groups)], n, replace = TRUE)
  pace <- 1 + 0.4 * match(g, letters)
  people(ceiling(pmin(rexp(n, pace / span), 2 * span)), sample(0:2, n, replace = TRUE, prob = shares), g)
}
sets <- list(
  "ties" = people(c(3, 3, 3, 5, 5, 5, 5, 8, 8, 9), c(1, 1, 0, 1, 2, 0, 0, 1, 2, 0), c("a", "b")),
  "time-zero" = people(c(0, 0, 0, 4, 7, 7, 11), c(1, 0, 2, 1, 0, 1, 0), c("a", "b")),
  "all-censored" = people(c(10, 20, 20, 400), c(0, 0, 0, 0), c("a", "b")),
  "one-person-with-event" = people(182, 1),
  "one-person-censored" = people(182, 0),
  "one-person-dead" = people(182, 2),
  "everybody-at-once" = people(rep(30, 6), rep(1, 6), c("a", "b")),
  "everybody-dead-at-once" = people(rep(30, 6), rep(2, 6), c("a", "b")),
  "everybody-has-it-sooner-or-later" = people(c(5, 9, 182, 365, 730, 800), rep(1, 6), c("a", "b", "c")),
  "exactly-one-half" = people(c(10, 20, 40, 60), c(1, 1, 1, 0), c("a", "b")),
  "one-half-and-never-less" = people(c(10, 20, 40, 60), c(1, 1, 0, 0), c("a", "b")),
  "one-group-gone-before-the-first-event" = people(c(1, 2, 3, 5, 8, 13, 21, 34), c(0, 0, 0, 1, 1, 0, 1, 1),
                                                   c("a", "a", "a", "b", "c", "b", "c", "b")),
  "one-group-without-event" = people(c(4, 6, 9, 12, 15, 30), c(1, 0, 1, 0, 1, 0), c("a", "b")),
  "nobody-competes" = people(c(2, 3, 3, 6, 8, 90, 182, 182), c(1, 1, 0, 1, 0, 0, 1, 0), c("a", "b")),
  "on-the-landmarks" = people(c(182, 182, 365, 365, 730, 730, 731), c(1, 0, 1, 2, 0, 1, 0), c("a", "b")),
  "random-5" = drawn(5, 2, 200, c(2, 2, 1)),
  "random-12" = drawn(12, 2, 20, c(2, 2, 1)),
  "random-40-many-ties" = drawn(40, 3, 6, c(1, 2, 1)),
  "random-75" = drawn(75, 2, 500, c(3, 1, 0.3)),
  "random-120" = drawn(120, 4, 400, c(2, 1, 1)),
  "random-200-few-events" = drawn(200, 2, 700, c(20, 1, 1)),
  "random-300" = drawn(300, 3, 450, c(3, 2, 1)))
write("times", bind(lapply(names(sets), function(set) cbind(set = set, sets[[set]]))))

half <- function(set, what, fit) {
  table <- summary(fit)$table
  data.frame(set = set, what = what, days = table[["median"]], low = table[["0.95LCL"]], high = table[["0.95UCL"]])
}
curve <- function(set, d) {
  fit <- survfit(Surv(day, exit == 1) ~ 1, data = d, conf.type = "log-log")
  data.frame(set = set, day = fit$time, at_risk = fit$n.risk, events = fit$n.event, censored = fit$n.censor,
             survival = fit$surv, error = fit$surv * fit$std.err, low = fit$lower, high = fit$upper)
}
landmarks <- function(set, d) {
  fit <- survfit(Surv(day, exit == 1) ~ 1, data = d, conf.type = "log-log")
  asked <- c(0, 30, 90, 182, 365, 730)
  told <- asked[asked <= max(d$day)]
  s <- summary(fit, times = told)
  # Before the first exit summary() tells an interval from 1 to 1, and after it none while survival is 1. We tell none.
  s$lower[s$surv == 1] <- NA
  s$upper[s$surv == 1] <- NA
  data.frame(set = set, day = s$time, at_risk = s$n.risk, events = cumsum(s$n.event), survival = s$surv,
             error = s$std.err, low = s$lower, high = s$upper)
}
incidence <- function(set, d) {
  status <- factor(d$exit, 0:2, c("censored", "event", "competing"))
  fit <- survfit(Surv(d$day, status) ~ 1)
  stopifnot(fit$conf.type == "log")
  e <- which(fit$states == "event"); o <- which(fit$states == "competing")
  data.frame(set = set, day = fit$time, at_risk = fit$n.risk[, 1],
             event = fit$pstate[, e], event_error = fit$std.err[, e], event_low = fit$lower[, e], event_high = fit$upper[, e],
             other = fit$pstate[, o], other_error = fit$std.err[, o], other_low = fit$lower[, o], other_high = fit$upper[, o])
}
compared <- function(set, d) {
  if (length(unique(d$group)) < 2) return(NULL)
  fit <- tryCatch(survdiff(Surv(day, exit == 1) ~ group, data = d), error = function(e) NULL)
  if (is.null(fit)) return(NULL)
  df <- sum(fit$exp > 0) - 1
  if (df < 1) return(NULL)
  data.frame(set = set, group = sub("group=", "", names(fit$n)), people = as.vector(fit$n), observed = fit$obs,
             expected = fit$exp, chi_square = fit$chisq, df = df, p = pchisq(fit$chisq, df, lower.tail = FALSE))
}
each <- function(f) bind(lapply(names(sets), function(set) f(set, sets[[set]])))
write("survival", each(curve))
write("landmarks", each(landmarks))
write("medians", rbind(
  each(function(set, d) half(set, "event", survfit(Surv(day, exit == 1) ~ 1, data = d, conf.type = "log-log"))),
  each(function(set, d) half(set, "follow-up", survfit(Surv(day, exit == 0) ~ 1, data = d, conf.type = "log-log")))))
write("incidence", each(incidence))
write("log-rank", each(compared))

# --- Means, quantiles, proportions -----------------------------------------------------------------------------------
pairs <- function(n) {
  before <- round(pmin(100, pmax(0, rnorm(n, 45, 15))), 1)
  data.frame(before = before, after = round(pmin(100, pmax(0, before - rnorm(n, 15, 12))), 1))
}
paired <- list("two-people" = pairs(2), "three-people" = pairs(3), "four-people" = pairs(4),
               "equal-changes" = data.frame(before = c(40.1, 50.1, 33.3), after = c(30.1, 40.1, 23.3)),
               "random-5" = pairs(5), "random-11" = pairs(11), "random-60" = pairs(60), "random-300" = pairs(300))
write("pairs", bind(lapply(names(paired), function(set) cbind(set = set, paired[[set]]))))
mean_of <- function(set, what, x) {
  # Decimal input: what R's sums miss of the decimal result is rounded away, so that equal changes do not deviate.
  half <- qt(0.975, length(x) - 1) * sd(x) / sqrt(length(x))
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  data.frame(set = set, what = what, n = length(x), mean = mean(x), sd = sd(x), low = mean(x) - half, high = mean(x) + half,
             lower = q[1], median = q[2], upper = q[3])
}
write("means", bind(lapply(names(paired), function(set) {
  d <- paired[[set]]
  rbind(mean_of(set, "before", d$before), mean_of(set, "after", d$after),
        mean_of(set, "change", round(d$after - d$before, 10)))
})))
write("t", data.frame(df = c(1:30, 99, 1000, 99999), t = qt(0.975, c(1:30, 99, 1000, 99999))))

counts <- rbind(expand.grid(count = 0:5, of = 1:5), data.frame(count = c(0, 1, 7, 83, 143, 999, 6), of = c(143, 143, 75, 143, 143, 100000, 109)))
counts <- counts[counts$count <= counts$of, ]
write("wilson", bind(lapply(seq_len(nrow(counts)), function(i) {
  interval <- suppressWarnings(prop.test(counts$count[i], counts$of[i], correct = FALSE))$conf.int
  data.frame(count = counts$count[i], of = counts$of[i], low = interval[1], high = interval[2])
})))

# --- Two groups side by side -----------------------------------------------------------------------------------------
# Standardised differences: numbers by the pooled standard deviation; categories after Yang and Dalton (2012).
described <- function(n, shift) data.frame(
  group = rep(c("mild", "other"), length.out = n),
  age = round(rnorm(n, 72, 9) + shift * (seq_len(n) %% 2)),
  sex = ifelse(runif(n) < 0.4 + 0.2 * shift * (seq_len(n) %% 2), "female", "male"),
  levels = sample(c("one", "two", "three", "more"), n, replace = TRUE, prob = c(5, 3, 2, 1)))
described_sets <- list("random-20" = described(20, 1), "random-90" = described(90, 0.5), "random-300" = described(300, 0.1))
described_sets <- lapply(described_sets, function(d) {
  d$age[sample(nrow(d), 2)] <- NA
  d$sex[sample(nrow(d), 3)] <- NA
  d
})
write("people", bind(lapply(names(described_sets), function(set) cbind(set = set, described_sets[[set]]))))
smd_number <- function(x, y) (mean(x, na.rm = TRUE) - mean(y, na.rm = TRUE)) / sqrt((var(x, na.rm = TRUE) + var(y, na.rm = TRUE)) / 2)
smd_category <- function(x, y) {
  levels <- sort(unique(c(x, y)))
  p <- as.vector(prop.table(table(factor(x, levels))))[-1]
  q <- as.vector(prop.table(table(factor(y, levels))))[-1]
  s <- -(outer(p, p) + outer(q, q)) / 2
  diag(s) <- (p * (1 - p) + q * (1 - q)) / 2
  sqrt(as.vector(t(p - q) %*% solve(s, p - q)))
}
write("differences", bind(lapply(names(described_sets), function(set) {
  d <- described_sets[[set]]
  a <- d[d$group == "mild", ]; b <- d[d$group == "other", ]
  data.frame(set = set, age = smd_number(a$age, b$age), sex = smd_category(na.omit(a$sex), na.omit(b$sex)),
             levels = smd_category(a$levels, b$levels))
})))
number <- function(set, d) bind(lapply(c("mild", "other"), function(g) {
  x <- d$age[d$group == g]; known <- x[!is.na(x)]
  q <- quantile(known, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  data.frame(set = set, group = g, n = length(known), missing = sum(is.na(x)), mean = mean(known), sd = sd(known),
             lower = q[1], median = q[2], upper = q[3])
}))
write("ages", bind(lapply(names(described_sets), function(set) number(set, described_sets[[set]]))))
