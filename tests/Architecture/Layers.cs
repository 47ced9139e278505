using System.Reflection;
using ArchUnitNET.Loader;
using BudgetWatch.App;
using BudgetWatch.Domain;
using BudgetWatch.LocalHost;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions;
using BudgetWatch.Sources;
using BudgetWatch.Storage;

namespace BudgetWatch.Architecture.Tests;

/// <summary>The assemblies, named once.</summary>
internal static class Layers
{
    public static readonly Assembly Domain = typeof(FinancialYear).Assembly;
    public static readonly Assembly Sources = typeof(PublishedSource).Assembly;
    public static readonly Assembly Pipeline = typeof(PipelineServices).Assembly;
    public static readonly Assembly Questions = typeof(QuestionServices).Assembly;
    public static readonly Assembly Storage = typeof(StorageRegistration).Assembly;
    public static readonly Assembly App = typeof(BudgetWatchServices).Assembly;
    public static readonly Assembly LocalHost = typeof(FunctionsHost).Assembly;

    public static readonly IReadOnlyList<Assembly> Own = [Domain, Sources, Pipeline, Questions, Storage, App];
    public static readonly IReadOnlyList<Assembly> All = [.. Own, LocalHost];

    public static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader().LoadAssemblies([.. All]).Build();

    /// <summary>Types a person wrote, whatever their accessibility; the compiler's own have names no person can give, and generated code says that it is.</summary>
    public static IEnumerable<System.Type> Written(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal) && !IsGenerated(type));

    private static bool IsGenerated(System.Type? type) =>
        type is not null
        && (
            type.GetInterface("Google.Protobuf.IMessage") is not null
            || type.Namespace == "BudgetWatch.LocalHost.Protocol" && type.IsAbstract && type.IsSealed
            || IsGenerated(type.DeclaringType)
        );
}
