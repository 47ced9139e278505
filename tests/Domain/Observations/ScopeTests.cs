namespace BudgetWatch.Domain.Tests.Observations;

public class ScopeTests
{
    private static readonly Line[] Shared =
    [
        Lines.HighwaysTransport,
        Lines.Housing,
        Lines.Cultural,
        Lines.Environmental,
        Lines.Planning,
        Lines.Central,
        Lines.Other,
    ];

    private static readonly Line[] Levies = [Lines.TransportLevy, Lines.WasteLevy];

    [Fact]
    public void Comparable_takes_combined_social_care_before_the_split() =>
        Scopes
            .Comparable.LinesIn(Edition([.. Shared, .. Levies, Lines.SocialCare, Lines.Education, Lines.Total]))
            .ShouldNotBeNull()
            .ShouldBe([.. Shared, .. Levies, Lines.SocialCare], ignoreOrder: true);

    [Fact]
    public void Comparable_takes_both_halves_of_social_care_after_the_split() =>
        Scopes
            .Comparable.LinesIn(Edition([.. Shared, .. Levies, Lines.ChildrensSocialCare, Lines.AdultSocialCare, Lines.PublicHealth]))
            .ShouldNotBeNull()
            .ShouldBe([.. Shared, .. Levies, Lines.ChildrensSocialCare, Lines.AdultSocialCare], ignoreOrder: true);

    [Fact]
    public void Social_care_is_never_counted_twice_where_an_edition_states_it_both_ways() =>
        Scopes
            .AllSocialCare.LinesIn(Edition(Lines.SocialCare, Lines.ChildrensSocialCare, Lines.AdultSocialCare))
            .ShouldNotBeNull()
            .ShouldBe([Lines.SocialCare]);

    [Fact]
    public void Half_of_social_care_is_not_social_care()
    {
        Scopes.AllSocialCare.LinesIn(Edition(Lines.AdultSocialCare)).ShouldBeNull();
        Scopes.AllSocialCare.LinesIn(Edition(Lines.ChildrensSocialCare)).ShouldBeNull();
        Scopes.Comparable.LinesIn(Edition([.. Shared, .. Levies, Lines.AdultSocialCare])).ShouldBeNull();
    }

    [Fact]
    public void A_scope_is_not_in_an_edition_that_lacks_any_line_of_it()
    {
        Line[] all = [.. Shared, .. Levies, Lines.SocialCare];
        foreach (var lacking in all)
        {
            Scopes.Comparable.LinesIn(Edition([.. all.Where(line => line != lacking)])).ShouldBeNull(lacking.Id);
        }

        Scopes.ComparableExcludingLevies.LinesIn(Edition([.. Shared, Lines.SocialCare])).ShouldNotBeNull().Count.ShouldBe(8);
    }

    [Fact]
    public void The_two_comparable_scopes_differ_by_the_two_levies() =>
        Scopes.Comparable.AllLines.Except(Scopes.ComparableExcludingLevies.AllLines).ShouldBe(Levies, ignoreOrder: true);

    [Fact]
    public void Comparable_leaves_out_education_police_fire_and_public_health()
    {
        Line[] leftOut = [Lines.Education, Lines.Police, Lines.Fire, Lines.PublicHealth, Lines.Total];

        Scopes.Comparable.AllLines.Intersect(leftOut).ShouldBeEmpty();
    }

    [Fact]
    public void Community_support_is_the_five_lines_that_sustain_social_action() =>
        Scopes
            .CommunitySupport.AllLines.Select(line => line.Id)
            .ShouldBe(["community-development", "libraries", "recreation-sport", "open-spaces", "culture-heritage"], ignoreOrder: true);

    [Fact]
    public void Every_line_is_a_scope_of_itself()
    {
        foreach (var line in Lines.All)
        {
            var scope = Scopes.Find(line.Id).ShouldNotBeNull();
            scope.LinesIn(Edition(line)).ShouldNotBeNull().ShouldBe([line]);
            scope.LinesIn(Edition()).ShouldBeNull();
        }
    }

    [Fact]
    public void Ids_are_unique_and_found_exactly()
    {
        Scopes.All.Select(scope => scope.Id).ShouldBeUnique();
        Lines.All.Select(line => line.Id).ShouldBeUnique();
        Scopes.Find("comparable").ShouldBe(Scopes.Comparable);
        Scopes.Find("Comparable").ShouldBeNull();
        Lines.Find("libraries").ShouldBe(Lines.Libraries);
        Lines.Find("library").ShouldBeNull();
    }

    [Fact]
    public void Lines_are_those_of_the_methodology() =>
        Lines
            .Main.Select(line => line.Id)
            .ShouldBe([
                "education",
                "highways-transport",
                "social-care",
                "childrens-social-care",
                "adult-social-care",
                "public-health",
                "housing",
                "cultural",
                "environmental",
                "planning",
                "police",
                "fire",
                "central",
                "other",
                "total",
                "transport-levy",
                "waste-levy",
                "community-development",
                "libraries",
                "recreation-sport",
                "open-spaces",
                "culture-heritage",
            ]);

    private static HashSet<Line> Edition(params Line[] lines) => [.. lines];
}
