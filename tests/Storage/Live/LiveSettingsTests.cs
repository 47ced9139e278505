using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins.Live;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Tests.Live;

public sealed class LiveSettingsTests
{
    [Fact]
    public void Every_setting_has_a_default()
    {
        var settings = From();
        settings.GovUk.ShouldBe(new Uri("https://www.gov.uk"));
        settings.Nomis.ShouldBe(new Uri("https://www.nomisweb.co.uk"));
        settings.Hosts.ShouldBe([
            "www.gov.uk",
            "assets.publishing.service.gov.uk",
            "www.nomisweb.co.uk",
            "ccewuksprdoneregsadata1.blob.core.windows.net",
        ]);
        settings.CharityRegister.ShouldBe(new Uri("https://ccewuksprdoneregsadata1.blob.core.windows.net"));
        settings.Contact.ShouldBeNull();
        settings.RequestsPerSecond.ShouldBe(10);
        settings.LoopbackOnly.ShouldBeFalse();
        (settings.AttemptTimeout < settings.RequestTimeout && settings.RequestTimeout < settings.SourceTimeout).ShouldBeTrue();
    }

    [Theory]
    [InlineData("GovUk", "http://www.gov.uk")]
    [InlineData("GovUk", "https://www.gov.uk/api")]
    [InlineData("GovUk", "https://user@www.gov.uk")]
    [InlineData("Nomis", "nomis")]
    [InlineData("CharityRegister", "http://ccewuksprdoneregsadata1.blob.core.windows.net")]
    [InlineData("CharityRegister", "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json")]
    [InlineData("Hosts", "https://www.gov.uk")]
    [InlineData("Hosts", "www.gov.uk/path")]
    [InlineData("Hosts", ",")]
    [InlineData("Contact", "somebody")]
    [InlineData("Contact", "http://example.org")]
    [InlineData("Contact", "a@example.org\r\nX-Injected: 1")]
    [InlineData("AttemptTimeout", "0")]
    [InlineData("AttemptTimeout", "1 minute")]
    [InlineData("SourceTimeout", "3.00:00:00")]
    [InlineData("Retries", "-1")]
    [InlineData("Retries", "1000")]
    [InlineData("RequestsPerSecond", "0")]
    [InlineData("RecheckAfter", "-00:01:00")]
    [InlineData("LoopbackOnly", "yes")]
    public void A_setting_that_cannot_be_followed_is_named_with_what_it_may_be(string name, string value)
    {
        var message = Should.Throw<OriginUnavailableException>(() => From((name, value))).Message;
        message.ShouldContain($"Ingestion:Live:{name} is '{value}'; it may be ");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var message = Should.Throw<OriginUnavailableException>(() => From(("Retries", "x"), ("Hosts", "/"))).Message;
        message.ShouldContain("Ingestion:Live:Retries");
        message.ShouldContain("Ingestion:Live:Hosts");
    }

    [Theory]
    [InlineData("data@example.org")]
    [InlineData("https://example.org/budgetwatch")]
    public void A_contact_is_an_address(string contact) => From(("Contact", contact)).Contact.ShouldBe(contact);

    private static LiveSettings From(params (string Name, string Value)[] settings) =>
        LiveSettings.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(setting => KeyValuePair.Create($"Ingestion:Live:{setting.Name}", (string?)setting.Value))
                )
                .Build()
        );
}
