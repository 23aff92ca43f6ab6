package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.interlaminar.outcomes.SaidByR.Row;
import org.interlaminar.outcomes.Table1.CategoryCell;
import org.interlaminar.outcomes.Table1.Level;
import org.interlaminar.outcomes.Table1.NumberCell;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class Table1Test {
    private static final Characteristic AGE = Characteristic.number("age", "Age");
    private static final Characteristic SEX = Characteristic.category("sex", "Sex");
    private static final Characteristic LEVELS = Characteristic.category("levels", "Levels", "one", "two");

    @TestFactory
    List<DynamicTest> differencesAreThoseOfTheFormulaInR() {
        Map<String, List<Row>> people = SaidByR.bySet("people");
        return SaidByR.rows("differences").stream()
                .map(row -> DynamicTest.dynamicTest(row.text("set"), () -> {
                    List<Table1.Row> rows = table(people.get(row.text("set"))).rows();
                    row.agrees("age", rows.get(0).standardisedDifference());
                    row.agrees("sex", rows.get(1).standardisedDifference());
                    row.agrees("levels", rows.get(2).standardisedDifference());
                }))
                .toList();
    }

    @Test
    void numbersAreSummedUpAsInR() {
        Map<String, List<Row>> people = SaidByR.bySet("people");
        SaidByR.rows("ages").forEach(row -> {
            NumberCell cell = (NumberCell)
                    table(people.get(row.text("set"))).rows().get(0).cells().get(row.text("group"));
            assertThat(cell.n()).isEqualTo(row.whole("n"));
            assertThat(cell.missing()).isEqualTo(row.whole("missing"));
            row.agrees("mean", cell.mean().mean().doubleValue());
            row.agrees("sd", cell.mean().deviation().doubleValue());
            row.agrees("lower", cell.quartiles().lower());
            row.agrees("median", cell.quartiles().median());
            row.agrees("upper", cell.quartiles().upper());
        });
    }

    @Test
    void percentagesAreOfThoseWithTheCharacteristic() {
        CategoryCell cell = (CategoryCell) table(SEX, "a female", "a male", "a female", "a ", "b male")
                .cells()
                .get("a");
        assertThat(cell.n()).isEqualTo(3);
        assertThat(cell.missing()).isOne();
        assertThat(cell.levels()).containsExactly(new Level("female", 2, 200.0 / 3), new Level("male", 1, 100.0 / 3));
    }

    @Test
    void levelsStandInTheirOrderAndInEveryGroup() {
        Table1.Row row = table(LEVELS, "a two", "b five", "b five");
        assertThat(row.cells().values()).allSatisfy(cell -> assertThat(((CategoryCell) cell).levels())
                .extracting(Level::level)
                .containsExactly("one", "two", "five"));
    }

    @Test
    void whoDoesNotDifferIsNotApart() {
        assertThat(table(SEX, "a male", "b male").standardisedDifference()).isZero();
        assertThat(table(SEX, "a male", "a female", "b male", "b female").standardisedDifference())
                .isZero();
        assertThat(table(AGE, "a 70", "a 70", "b 70", "b 70").standardisedDifference())
                .isZero();
    }

    @Test
    void entirelyDifferentGroupsAreFurtherApartThanAnyNumber() {
        assertThat(table(SEX, "a male", "b female").standardisedDifference()).isNull();
        assertThat(table(LEVELS, "a one", "b two", "b five").standardisedDifference())
                .isNull();
        assertThat(table(AGE, "a 70", "a 70", "b 60", "b 60").standardisedDifference())
                .isNull();
    }

    @Test
    void tooFewPeopleOrTooManyGroupsHaveNoDifference() {
        assertThat(table(AGE, "a 70", "b 60", "b 61").standardisedDifference()).isNull();
        assertThat(table(SEX, "a male", "b ").standardisedDifference()).isNull();
        assertThat(table(SEX, "a male", "b male", "c male").standardisedDifference())
                .isNull();
    }

    @Test
    void aNumberThatIsNoneIsNamedAndNotShown() {
        Table1 table = new Table1(List.of(AGE));
        assertThatThrownBy(() -> table.add("a", Map.of("age", "old")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("age is no number");
    }

    @Test
    void aLevelThatNobodyHasChangesNoDifference() {
        String[] people = {"a five", "a five", "a six", "b five", "b six", "b six"};
        Double with = table(LEVELS, people).standardisedDifference();
        Double without =
                table(Characteristic.category("levels", "Levels"), people).standardisedDifference();
        assertThat(with).isEqualTo(without).isPositive();
    }

    private static Table1 table(List<Row> people) {
        Table1 table = new Table1(List.of(AGE, SEX, LEVELS));
        people.forEach(row -> table.add(row.text("group"), row.cells()));
        return table;
    }

    private static Table1.Row table(Characteristic characteristic, String... people) {
        Table1 table = new Table1(List.of(characteristic));
        for (String one : people) {
            String[] told = one.split(" ", -1);
            table.add(told[0], Map.of(characteristic.name(), told[1]));
        }
        return table.rows().get(0);
    }
}
