package org.interlaminar.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.interlaminar.demo.RegistryPerson.Again;

/**
 * What people of the sample {@code registry} answer: one severity and one improvement for each person, of which all
 * instruments tell with their own noise. The numbers are near those of published studies and say nothing about anybody.
 */
final class RegistryScores {
    /**
     * When questionnaires are asked for.
     *
     * @param day from the index
     * @param jitter days earlier or later at most
     * @param known by when the answers are entered: at once, or after some years with all others of their window
     * @param reach how rarely it is missed: the standard normal quantile of the share that answers
     * @param effect of the improvement that is there by then
     */
    private record Visit(int day, int jitter, int known, double reach, double effect) {}

    private static final List<Visit> FOLLOW_UP = List.of(
            new Visit(42, 8, 42, 1.9, 0.85),
            new Visit(91, 12, 91, 1.45, 0.95),
            new Visit(182, 17, 182, 1.1, 1),
            new Visit(365, 32, 365, 0.88, 1),
            new Visit(730, 50, 910, 0.64, 0.96),
            new Visit(1_095, 60, 1_275, 0.42, 0.92),
            new Visit(1_460, 70, 1_639, 0.35, 0.9),
            new Visit(1_826, 80, 2_010, 0.5, 0.88));

    /**
     * One answer.
     *
     * @param day from the index
     * @param site of pain, else null
     */
    record Score(int day, RegistryCode instrument, RegistryCode site, BigDecimal value, String unit) {}

    private final Random random;
    private final RegistryPerson person;
    private final List<Score> scores = new ArrayList<>();
    private final double severity;
    private final double improvement;
    private final double diligence;
    private final int odi;
    private final double leg;
    private final double back;
    private final double symptoms;
    private final double function;

    private RegistryScores(Random random, RegistryPerson person) {
        this.random = random;
        this.person = person;
        severity = random.nextGaussian();
        diligence = random.nextGaussian();
        odi = even(48 + about(13), 14, 90);
        leg = 7.1 + about(1.5);
        back = 6.4 + about(1.7);
        symptoms = 3.35 + about(0.5);
        function = 2.7 + about(0.4);
        improvement = improvement();
    }

    static List<Score> of(Random random, RegistryPerson person) {
        RegistryScores scores = new RegistryScores(random, person);
        scores.answer();
        return scores.scores;
    }

    private void answer() {
        if (person.course().baseline()) {
            filledIn(-1 - random.nextInt(30), 0);
        }
        for (Visit visit : FOLLOW_UP) {
            int day = visit.day() - visit.jitter() + random.nextInt(2 * visit.jitter() + 1);
            boolean comes = 0.35 * diligence + 0.94 * random.nextGaussian() < visit.reach();
            boolean isKnown = person.on(visit.known()).isBefore(RegistryPeople.CUT_OFF);
            if (comes && isKnown && person.isSeen(day) && !isTiredOfAsking(day)) {
                filledIn(day, visit.effect() * improvement);
            }
        }
    }

    /** Whoever has been treated again answers less often, and so does who was not asked at the beginning. */
    private boolean isTiredOfAsking(int day) {
        Again again = person.course().again();
        boolean isAgain = again != null && day >= again.day();
        return (isAgain || !person.course().baseline()) && random.nextInt(100) < 38;
    }

    private void filledIn(int day, double better) {
        boolean isBaseline = day < 0;
        double noise = isBaseline ? 0 : 1;
        add(day, RegistryCode.ODI, null, even(odi - better + noise * normal(4), 0, 100), "%");
        add(day, RegistryCode.PAIN, RegistryCode.LEG, score(leg - 0.185 * better + noise * normal(1.1), 0, 10, 0), "");
        add(
                day,
                RegistryCode.PAIN,
                RegistryCode.BACK,
                score(back - 0.175 * better + noise * normal(1.1), 0, 10, 0),
                "");
        if (isBaseline || random.nextInt(100) >= 6) {
            zurich(day, better, noise);
        }
    }

    private void zurich(int day, double better, double noise) {
        double ss = symptoms - 0.05 * better + noise * normal(0.25);
        add(day, RegistryCode.ZCQ_SYMPTOMS, null, score(ss, 1, 5, 2), "");
        double pf = function - 0.038 * better + noise * normal(0.2);
        add(day, RegistryCode.ZCQ_FUNCTION, null, score(pf, 1, 4, 1), "");
        if (day > 0) {
            double ps = 2.85 - 0.037 * better + normal(0.35);
            add(day, RegistryCode.ZCQ_SATISFACTION, null, score(ps, 1, 4, 2), "");
        }
    }

    private void add(int day, RegistryCode instrument, RegistryCode site, Number value, String unit) {
        scores.add(
                new Score(day, instrument, site, new BigDecimal(value.toString()), unit.isEmpty() ? "{score}" : unit));
    }

    /** In points of the ODI: three in five gain, some a lot, the others stay about as they were; a second treatment is needed by others. */
    private double improvement() {
        boolean gains = random.nextInt(100) < (person.course().again() == null ? 70 : 40);
        double gain = gains ? 10 - 16.5 * StrictMath.log(1 - random.nextDouble()) : 2 + normal(6);
        return Math.min(gain, odi - 2);
    }

    /** Noise around a mean that goes half with the severity of the person. */
    private double about(double deviation) {
        return deviation * (0.7 * severity + 0.714 * random.nextGaussian());
    }

    private double normal(double deviation) {
        return deviation * random.nextGaussian();
    }

    /** Ten questions, each worth two percent a step. */
    private static int even(double value, int least, int most) {
        return (int) Math.max(least, Math.min(most, 2 * Math.round(value / 2)));
    }

    private static BigDecimal score(double value, int least, int most, int digits) {
        return BigDecimal.valueOf(Math.max(least, Math.min(most, value))).setScale(digits, RoundingMode.HALF_UP);
    }
}
