using BudgetWatch.LocalHost.Http;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Tests.Http;

public sealed class FunctionKeysTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Keeps_the_keys_it_made_over_a_restart()
    {
        var first = FunctionKeys.Load(NoSettings, _data.FullName);

        FunctionKeys.Load(NoSettings, _data.FullName).ShouldBe(first);
        new[] { first.Function, first.Host, first.Master }.Distinct().Count().ShouldBe(3);
        first.Master.Length.ShouldBe(48);
    }

    [Fact]
    public void Makes_other_keys_for_another_data_folder() =>
        FunctionKeys
            .Load(NoSettings, _data.CreateSubdirectory("a").FullName)
            .Master.ShouldNotBe(FunctionKeys.Load(NoSettings, _data.CreateSubdirectory("b").FullName).Master);

    [Fact]
    public void Lets_nobody_else_read_the_keys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        FunctionKeys.Load(NoSettings, _data.FullName);

        var file = _data.GetFiles().ShouldHaveSingleItem();
        file.Name.ShouldBe("keys.json");
        file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Takes_configured_keys_and_makes_only_the_others()
    {
        var keys = FunctionKeys.Load(Settings(("Functions:Keys:Master", "mine")), _data.FullName);

        keys.Master.ShouldBe("mine");
        keys.Function.Length.ShouldBe(48);
    }

    [Fact]
    public void Writes_nothing_when_every_key_is_configured()
    {
        FunctionKeys.Load(
            Settings(("Functions:Keys:Master", "m"), ("Functions:Keys:Host", "h"), ("Functions:Keys:Function", "f")),
            _data.FullName
        );

        _data.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public void Says_what_to_do_about_a_damaged_file()
    {
        File.WriteAllText(Path.Combine(_data.FullName, "keys.json"), "{");

        Should.Throw<HostStartException>(() => FunctionKeys.Load(NoSettings, _data.FullName)).Message.ShouldContain("delete it");
    }

    private static IConfiguration NoSettings => Settings();

    private static IConfiguration Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
}
