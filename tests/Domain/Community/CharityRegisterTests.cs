using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Which charities count towards an area, on which day, and with what income.</summary>
public class CharityRegisterTests
{
    private const int Education = 1 << 1;
    private const int Poverty = 1 << 4;
    private const int Religion = 1 << 7;

    private static readonly GssCode Kent = new("E10000016");
    private static readonly GssCode Medway = new("E06000035");

    [Theory]
    [InlineData("2009-12-31", 0)]
    [InlineData("2010-01-01", 1)]
    [InlineData("2015-06-29", 1)]
    [InlineData("2015-06-30", 0)]
    public void A_charity_counts_from_the_day_it_is_registered_to_the_day_before_it_is_removed(string day, int count) =>
        Of([new(1) { Removed = new DateOnly(2015, 6, 30) }])
            .ActiveOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))[Kent]
            .ShouldBe(count);

    [Theory]
    [InlineData(Poverty, CharityMarks.None, 1)]
    [InlineData(0, CharityMarks.None, 1)]
    [InlineData(Religion, CharityMarks.None, 0)]
    [InlineData(Religion | Poverty, CharityMarks.None, 1)]
    [InlineData(Education, CharityMarks.School, 0)]
    [InlineData(Poverty, CharityMarks.School, 1)]
    [InlineData(Poverty, CharityMarks.HealthService, 0)]
    [InlineData(Poverty, CharityMarks.PublicBody, 0)]
    [InlineData(Poverty, CharityMarks.Dormant, 0)]
    [InlineData(Poverty, CharityMarks.PooledFund, 0)]
    public void What_is_no_general_charity_does_not_count(int themes, CharityMarks marks, int count) =>
        Of([new(1) { Themes = themes, Marks = marks }]).ActiveOn(Day)[Kent].ShouldBe(count);

    [Fact]
    public void A_charity_counts_once_in_each_authority_it_names()
    {
        var counts = Of([new(1) { Areas = [0, 1, 0] }, new(2) { Areas = [1] }]).ActiveOn(Day);

        (counts[Kent], counts[Medway]).ShouldBe((1, 2));
    }

    [Fact]
    public void A_charity_of_a_whole_country_or_region_is_not_local() =>
        Of([new(1) { Areas = [0, CharityAreas.Wider] }, new(2) { Areas = [0, CharityAreas.Elsewhere] }]).ActiveOn(Day)[Kent].ShouldBe(1);

    [Fact]
    public void A_charity_is_at_home_in_the_district_it_is_written_to_whichever_authorities_it_names()
    {
        GssCode maidstone = new("E07000110"),
            swale = new("E07000113");
        Postcode.TryParse("ME14 1AA", out var one).ShouldBeTrue();
        Postcode.TryParse("ME14 1AC", out var two).ShouldBeTrue();
        var postcodes = PostcodeDistricts.Of(202511, [maidstone, swale], [(one, 0), (two, 1)]);

        var home = Of([
                new(1) { Areas = [0, 1], Postcode = "ME14 1AA" },
                new(2) { Areas = [1], Postcode = "me141aa" },
                new(3) { Postcode = "ME14 1AC" },
                new(4) { Postcode = "CF10 1AA" },
                new(5) { Postcode = "not stated" },
                new(6),
                new(7) { Areas = [CharityAreas.Wider], Postcode = "ME14 1AA" },
                new(8) { Postcode = "ME14 1AA", Removed = Day },
                new(9) { Postcode = "ME14 1AA", Marks = CharityMarks.Dormant },
            ])
            .ActiveOn(Day, postcodes);

        home.ByDistrict.ShouldBe(new Dictionary<GssCode, int> { [maidstone] = 2, [swale] = 1 }, ignoreOrder: true);
        (home.WithoutPostcode, home.Elsewhere).ShouldBe((2, 1));
    }

    [Fact]
    public void Charities_of_which_nobody_knows_where_they_operate_are_told() =>
        Of([new(1) { Areas = [] }, new(2) { Areas = [CharityAreas.Elsewhere] }, new(3) { Areas = [], Removed = new DateOnly(2011, 1, 1) }])
            .CoverageOn(Day)
            .ShouldBe(new RegisterCoverage(2, 1));

    [Fact]
    public void Income_is_shared_between_authorities_and_what_is_not_stated_is_not_zero()
    {
        var register = Of([new(1) { Areas = [0, 1], Income = 300 }, new(2) { Income = null }, new(3) { Areas = [1], Income = null }]);

        register.IncomeIn(new FinancialYear(2018))[Kent].ShouldBe(new CharityIncome(150m, 1, 1));
        register.IncomeIn(new FinancialYear(2018))[Medway].ShouldBe(new CharityIncome(150m, 1, 1));
        register.IncomeIn(new FinancialYear(2017))[Kent].ShouldBe(new CharityIncome(null, 0, 2));
    }

    [Fact]
    public void Of_two_years_of_accounts_that_end_in_one_year_the_later_counts()
    {
        var register = CharityRegister.Of(
            Records([new(1)]),
            Areas([new(1)]),
            new CharityThemes(null, [], []),
            new CharityIncomes(null, [1, 1, 1], [End(2018, 4, 1), End(2019, 3, 31), End(2019, 4, 1)], [10, 20, 40])
        );

        register.IncomeIn(new FinancialYear(2018))[Kent].Pounds.ShouldBe(20);
    }

    [Fact]
    public void What_is_in_one_table_only_is_left_out()
    {
        var register = CharityRegister.Of(
            Records([new(2)]),
            Areas([new(1), new(2), new(3)]),
            new CharityThemes(null, [3], [Religion]),
            null
        );

        register.ActiveOn(Day)[Kent].ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => register.IncomeIn(new FinancialYear(2018)));
    }

    private static DateOnly Day => new(2019, 3, 31);

    private static int End(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;

    private static CharityRegister Of(Made[] made) =>
        CharityRegister.Of(
            Records(made),
            Areas(made),
            new CharityThemes(null, [.. made.Select(charity => charity.Number)], [.. made.Select(charity => charity.Themes)]),
            new CharityIncomes(
                null,
                [.. made.Where(charity => charity.Income is not null).Select(charity => charity.Number)],
                [.. made.Where(charity => charity.Income is not null).Select(_ => End(2018, 12, 31))],
                [.. made.Select(charity => charity.Income).OfType<int>()]
            )
        );

    private static CharityRecords Records(Made[] made) =>
        new(
            null,
            [.. made.Select(charity => charity.Number)],
            [.. made.Select(_ => End(2010, 1, 1))],
            [.. made.Select(charity => charity.Removed?.DayNumber ?? CharityRecords.Never)],
            [.. made.Select(charity => (int)charity.Marks)],
            [.. made.Select(charity => charity.Income ?? CharityRecords.NotKnown)],
            [
                .. made.Select(charity =>
                    Postcode.TryParse(charity.Postcode, out var postcode) ? postcode.Packed : CharityRecords.NotKnownPostcode
                ),
            ]
        );

    private static CharityAreas Areas(Made[] made) =>
        new(
            null,
            [Kent, Medway],
            [.. made.SelectMany(charity => charity.Areas.Select(_ => charity.Number))],
            [.. made.SelectMany(charity => charity.Areas)]
        );

    private sealed record Made(int Number)
    {
        public DateOnly? Removed { get; init; }

        public CharityMarks Marks { get; init; }

        public int Themes { get; init; } = Poverty;

        public ImmutableArray<int> Areas { get; init; } = [0];

        public int? Income { get; init; } = 100;

        public string? Postcode { get; init; }
    }
}
