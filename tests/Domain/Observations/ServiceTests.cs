namespace BudgetWatch.Domain.Tests.Observations;

public class ServiceTests
{
    [Fact]
    public void Comparable_is_eight_services_with_each_levy_beside_what_it_pays_for() =>
        Services
            .In(Scopes.Comparable)
            .Select(service => string.Join('+', service.Figures))
            .ShouldBe([
                "highways-transport+transport-levy",
                "all-social-care",
                "housing",
                "cultural",
                "environmental+waste-levy",
                "planning",
                "central",
                "other",
            ]);

    [Fact]
    public void Social_care_is_one_service_however_it_is_stated() =>
        Services
            .In(Scopes.Comparable)
            .Single(service => service.Id == "all-social-care")
            .Lines.ShouldBe([Lines.SocialCare, Lines.ChildrensSocialCare, Lines.AdultSocialCare]);

    [Fact]
    public void Without_levies_the_services_are_the_parts() =>
        Services
            .In(Scopes.ComparableExcludingLevies)
            .Select(service => string.Join('+', service.Figures))
            .ShouldBe(["highways-transport", "all-social-care", "housing", "cultural", "environmental", "planning", "central", "other"]);

    [Fact]
    public void A_line_by_itself_is_one_service_a_levy_too()
    {
        foreach (var line in Lines.Main.Concat(Lines.Details))
        {
            Services.In(Scopes.Find(line.Id)!).ShouldHaveSingleItem().Id.ShouldBe(line.Id);
        }
    }

    [Fact]
    public void The_services_of_every_scope_hold_all_its_lines_once()
    {
        foreach (var scope in Scopes.All)
        {
            Services.In(scope).SelectMany(service => service.Lines).ShouldBe(scope.AllLines, ignoreOrder: true, scope.Id);
        }
    }
}
