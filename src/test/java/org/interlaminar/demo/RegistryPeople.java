package org.interlaminar.demo;

import static org.interlaminar.demo.RegistryPerson.Group.MILD;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.interlaminar.demo.RegistryPerson.Again;
import org.interlaminar.demo.RegistryPerson.Complication;
import org.interlaminar.demo.RegistryPerson.Course;
import org.interlaminar.demo.RegistryPerson.Group;

/**
 * Who is in the sample {@code registry}, and what happens to them. Courses are dealt out in whole numbers and only to people
 * whose index lets them be seen, so that what the figures tell apart is of many people or of none.
 */
final class RegistryPeople {
    /** Nothing is known of this day nor of any after it. */
    static final LocalDate CUT_OFF = LocalDate.of(2026, 10, 1);

    /**
     * A time in which people come to their procedure.
     *
     * @param people so many, on any working day of it
     */
    private record Season(LocalDate first, int days, int people) {}

    /** The last ones are still to come to their visit at half a year. */
    private static final List<Season> SEASONS = List.of(
            new Season(LocalDate.of(2020, 1, 6), 350, 95),
            new Season(LocalDate.of(2021, 1, 4), 355, 95),
            new Season(LocalDate.of(2022, 1, 3), 355, 85),
            new Season(LocalDate.of(2023, 1, 2), 355, 75),
            new Season(LocalDate.of(2024, 1, 2), 355, 65),
            new Season(LocalDate.of(2025, 1, 2), 355, 49),
            new Season(LocalDate.of(2026, 3, 19), 14, 34),
            new Season(LocalDate.of(2026, 4, 15), 30, 22));

    private final Random random;
    private final List<LocalDate> indexes;
    private final Course[] courses = new Course[MILD.people];
    private final boolean[] female = new boolean[MILD.people];
    private final List<Integer> undealt = new ArrayList<>();

    private RegistryPeople(Random random) {
        this.random = random;
        this.indexes = indexes();
        Arrays.fill(courses, Course.PLAIN);
        undealt.addAll(IntStream.range(0, courses.length).boxed().toList());
        Collections.shuffle(undealt, random);
    }

    /** The same for the same random numbers. */
    static List<RegistryPerson> of(Random random) {
        return new RegistryPeople(random).people();
    }

    private List<RegistryPerson> people() {
        deal();
        List<RegistryPerson> people = new ArrayList<>();
        for (Group group : Group.values()) {
            for (int i = 0; i < group.people; i++) {
                LocalDate index = group == MILD ? indexes.get(i) : workday(LocalDate.of(2020, 1, 1), 2_000);
                Course course = group == MILD ? courses[i] : Course.PLAIN;
                boolean isFemale = group == MILD ? female[i] : random.nextInt(100) < 54;
                people.add(new RegistryPerson(people.size() + 1, group, isFemale, born(index), index, course));
            }
        }
        return people;
    }

    private LocalDate born(LocalDate index) {
        double age = Math.max(62, Math.min(89, 74 + 6.5 * random.nextGaussian()));
        return index.minusDays(Math.round(age * 365.25) + random.nextInt(200));
    }

    private List<LocalDate> indexes() {
        List<LocalDate> days = new ArrayList<>();
        for (Season season : SEASONS) {
            for (int i = 0; i < season.people(); i++) {
                days.add(workday(season.first(), season.days()));
            }
        }
        Collections.sort(days);
        return days;
    }

    private LocalDate workday(LocalDate first, int days) {
        LocalDate day = first.plusDays(random.nextInt(days));
        DayOfWeek weekday = day.getDayOfWeek();
        return day.plusDays(weekday == DayOfWeek.SATURDAY ? 2 : weekday == DayOfWeek.SUNDAY ? 1 : 0);
    }

    private void deal() {
        LocalDate yearSeen = LocalDate.of(2025, 3, 31);
        LocalDate twoYearsSeen = LocalDate.of(2024, 5, 20);
        LocalDate threeYearsSeen = LocalDate.of(2023, 4, 1);
        dealLast(12, Course::withoutBaseline);
        deal(46, LocalDate.of(2021, 12, 31), course -> maybeLost(course.withoutBaseline()));
        deal(17, yearSeen, course -> course.seenUntil(within(8, 16)));
        deal(14, yearSeen, course -> course.dies(within(190, 260)));
        deal(14, LocalDate.of(2025, 1, 31), course -> course.dies(within(400, 530)));
        deal(4, threeYearsSeen, course -> course.dies(within(950, 1_200)));
        again(16, 16, 140, 160, twoYearsSeen);
        again(13, 13, 205, 345, twoYearsSeen);
        again(14, 14, 400, 715, twoYearsSeen);
        again(22, 6, 760, 1_150, threeYearsSeen);
        goWrong();
        deal(undealt.size(), CUT_OFF, this::maybeLost);
    }

    private void again(int surgical, int injections, int from, int to, LocalDate lastIndex) {
        for (int i = 0; i < surgical; i++) {
            RegistryCode code = i % 4 == 3 ? RegistryCode.FUSION : RegistryCode.LAMINECTOMY;
            deal(1, lastIndex, course -> course.hasAgain(new Again(within(from, to), code)));
        }
        deal(
                injections,
                lastIndex,
                course -> course.hasAgain(new Again(within(from, to), RegistryCode.EPIDURAL_INJECTION)));
    }

    private void goWrong() {
        List<Complication> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(new Complication(within(4, 25), RegistryCode.WOUND_INFECTION));
            all.add(new Complication(within(1, 9), RegistryCode.HAEMATOMA));
            all.add(new Complication(0, RegistryCode.DUROTOMY));
            all.add(new Complication(within(1, 3), RegistryCode.URINARY_RETENTION));
        }
        all.subList(0, 13).forEach(one -> deal(1, CUT_OFF, course -> course.goesWrong(one)));
    }

    private Course maybeLost(Course course) {
        return random.nextInt(100) < 20 ? course.seenUntil(within(210, 1_800)) : course;
    }

    /** Gives a course to so many of the people who have none yet and whose index is not later. */
    private void deal(int people, LocalDate lastIndex, UnaryOperator<Course> course) {
        List<Integer> chosen = undealt.stream()
                .filter(person -> !indexes.get(person).isAfter(lastIndex))
                .limit(people)
                .toList();
        if (chosen.size() < people) {
            throw new IllegalStateException("there are not enough people with an index up to " + lastIndex);
        }
        chosen.forEach(person -> give(person, course));
    }

    /** Gives a course to the people who came last. */
    private void dealLast(int people, UnaryOperator<Course> course) {
        for (int person = courses.length - people; person < courses.length; person++) {
            give(person, course);
        }
    }

    /** Women and men in turn, so that what happens to few happens to as many of either. */
    private void give(int person, UnaryOperator<Course> course) {
        courses[person] = course.apply(courses[person]);
        female[person] = undealt.size() % 2 == 0;
        undealt.remove(Integer.valueOf(person));
    }

    private int within(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }
}
