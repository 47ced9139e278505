using BudgetWatch.Sources.Grants;

namespace BudgetWatch.Sources.Tests.Grants;

public class OpenLicencesTests
{
    [Theory]
    [InlineData("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")]
    [InlineData("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/2")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/")]
    [InlineData("http://creativecommons.org/licenses/by/4.0/legalcode")]
    [InlineData("https://www.creativecommons.org/licenses/by/3.0/deed.en")]
    [InlineData(" HTTPS://creativecommons.org/publicdomain/zero/1.0/ ")]
    [InlineData("https://www.opendatacommons.org/licenses/pddl/1.0/")]
    [InlineData("http://www.opendefinition.org/licenses/odc-pddl")]
    [InlineData("https://opendatacommons.org/licenses/by/1-0/")]
    [InlineData("creativecommons.org/licenses/by/4.0")]
    [InlineData("Creative Commons Attribution 4.0 International (CC BY 4.0)")]
    [InlineData("Open Government Licence v3.0")]
    [InlineData("CC0")]
    public void A_licence_that_asks_for_acknowledgement_or_for_nothing_is_open(string licence) => OpenLicences.Has(licence).ShouldBeTrue();

    [Theory]
    [InlineData("https://creativecommons.org/licenses/by-sa/4.0/")]
    [InlineData("https://creativecommons.org/licenses/by-sa/3.0/")]
    [InlineData("https://creativecommons.org/licenses/by-nc/4.0/")]
    [InlineData("https://creativecommons.org/licenses/by-nc-sa/4.0/")]
    [InlineData("https://creativecommons.org/licenses/by-nd/4.0/")]
    [InlineData("https://opendatacommons.org/licenses/odbl/1-0/")]
    [InlineData("https://creativecommons.org/licenses/")]
    [InlineData("https://creativecommons.org/licenses/by/")]
    [InlineData("https://creativecommons.org.example.org/licenses/by/4.0/")]
    [InlineData("https://example.org/?https://creativecommons.org/licenses/by/4.0/")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/../../by-nc/4.0")]
    [InlineData("https://cc0")]
    [InlineData("CC BY-SA 4.0")]
    [InlineData("CC BY-NC")]
    [InlineData("open")]
    [InlineData("https://")]
    [InlineData("")]
    public void Any_other_is_not(string licence) => OpenLicences.Has(licence).ShouldBeFalse();
}
