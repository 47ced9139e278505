using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A year of copied figures is served with its flags, ends no headline and is in no curve; residents and prices of years to come are flagged.</summary>
public sealed class RehostedYearTests(PublishedSnapshot snapshot)
{
    private static readonly FinancialYear Copied = new(2026);
    private static readonly ComparisonQuery ToIt = ComparisonQuery.HeadlineTo(Copied);

    private ReleaseFigures Figures => snapshot.Figures;

    [Fact]
    public void A_comparison_to_it_is_answered_and_every_area_says_what_it_is()
    {
        var comparison = Figures.Compare(ToIt);

        comparison.Areas.Count.ShouldBeGreaterThan(130);
        comparison.Areas.ShouldAllBe(area => area.Flags.Contains(Flag.Rehosted));
        var kent = comparison.Areas.Single(area => area.Area.Code.Value == "E10000016");
        kent.Flags.ShouldContain(Flag.DistrictTotal);
        comparison.Areas.Single(area => area.Area.Code.Value == "E06000021").Flags.ShouldNotContain(Flag.DistrictTotal);

        // 319,827 of the county and 319,417 of its twelve districts, as the rows state them.
        Cash("E10000016", Scopes.OutsideSocialCare).ShouldBe(639_244_000);
        Cash("E06000021", Scopes.OutsideSocialCare).ShouldBe(71_373_000);
    }

    [Fact]
    public void What_is_not_known_of_districts_is_not_taken_for_nothing()
    {
        Cash("E10000016", Scopes.Find("cultural")!).ShouldBeNull();
        Cash("E06000021", Scopes.Find("cultural")!).ShouldNotBeNull();
    }

    [Fact]
    public void It_ends_no_headline_and_is_in_no_curve()
    {
        Figures.IsRehosted(Return.Budget, Copied).ShouldBeTrue();
        var end = Figures.EndYearOf(Return.Budget, Scopes.OutsideSocialCare).ShouldNotBeNull();
        end.Year.ShouldBe(new FinancialYear(2024));
        end.PassedOver.ShouldContain(Copied);
        SpecificationGrid.Headlines.SelectMany(scope => SpecificationGrid.Chunks(scope, Figures)).ShouldAllBe(chunk => chunk.To != Copied);
    }

    [Fact]
    public void Residents_are_carried_forward_and_the_deflator_is_a_forecast_and_both_are_said()
    {
        var notes = Notes(ToIt);

        notes.Single(note => note.Flag == Flag.PopulationCarriedForward).Text.ShouldContain("use those of mid-2024");
        notes.ShouldContain(note => note.Flag == Flag.DeflatorForecast);
        notes.ShouldContain(note => note.Flag == Flag.Rehosted);
        Notes(ToIt with { Measure = Measure.Cash })
            .ShouldNotContain(note => note.Flag == Flag.PopulationCarriedForward || note.Flag == Flag.DeflatorForecast);
        Notes(Figures.Headline).ShouldNotContain(note => note.Flag == Flag.PopulationCarriedForward || note.Flag == Flag.Rehosted);
    }

    [Fact]
    public void In_a_series_the_year_carries_its_flags()
    {
        var values = AnswerSeries
            .Run(
                new LoadedRelease(MadeRelease.Release.Release, Figures),
                "E10000016",
                new SeriesQuery(Return.Budget, Scopes.OutsideSocialCare, Measure.RealPerHead)
            )
            .Answer.ShouldNotBeNull()
            .Values;

        values
            .Single(value => value.Year == Copied)
            .Flags.ShouldBe([Flag.Rehosted, Flag.DistrictTotal, Flag.PopulationCarriedForward, Flag.DeflatorForecast], ignoreOrder: true);
        values.Where(value => value.Year != Copied).ShouldAllBe(value => !value.Flags.Contains(Flag.Rehosted));
    }

    private IReadOnlyList<NoteAnswer> Notes(ComparisonQuery query) => AnswerNotes.Of(query, Figures, []);

    private decimal? Cash(string area, Scope scope) => Figures.Series[(Return.Budget, scope)][new AreaCode(area)].Of(Copied)?.CashPounds;
}
