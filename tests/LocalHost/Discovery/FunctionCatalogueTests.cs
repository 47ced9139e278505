using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.Tests.Discovery;

public sealed class FunctionCatalogueTests
{
    [Fact]
    public void Finds_public_methods_with_the_attribute_and_no_others()
    {
        var functions = Find(typeof(Several), typeof(StaticOnes), typeof(Base)).Functions;

        functions.Select(function => function.Name).ShouldBe(["One", "Two", "Three"], ignoreOrder: true);
        functions.Single(function => function.Name == "One").EntryPoint.ShouldEndWith("Several.RunOne");
    }

    [Fact]
    public void Finds_the_functions_of_the_assembly_the_process_was_started_with_when_none_is_named() =>
        Should.Throw<LocalWorkerStartException>(() => new FunctionCatalogue(new FunctionSources(), NoSettings)).Message
            .ShouldContain("BudgetWatch.LocalWorker.Tests");

    [Theory]
    [InlineData(typeof(Twins), "Two functions are named 'Same'")]
    [InlineData(typeof(NoTrigger), "Function 'X' (BudgetWatch.LocalWorker.Tests.Discovery.FunctionCatalogueTests+NoTrigger.Run) has no trigger.")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers; a function has one")]
    [InlineData(typeof(BlobTriggered), "has a BlobTriggerAttribute, which the local worker does not run")]
    [InlineData(typeof(UnknownTrigger), "has a StrangeTriggerAttribute, which the local worker does not run")]
    [InlineData(typeof(AsyncVoid), "is async void")]
    [InlineData(typeof(NoName), "has no name")]
    [InlineData(typeof(Generic), "is generic")]
    public void Refuses_what_cannot_be_run_and_says_why(Type functions, string why) =>
        Should.Throw<LocalWorkerStartException>(() => Find(functions)).Message.ShouldContain(why);

    private static readonly IConfiguration NoSettings = new ConfigurationBuilder().Build();

    private static FunctionCatalogue Find(params Type[] classes)
    {
        var sources = new FunctionSources();
        sources.Add(classes);
        return new FunctionCatalogue(sources, NoSettings);
    }

    public sealed class Several
    {
        [Function("One")]
        public void RunOne([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => timer.ShouldNotBeNull();

        [Function("Two")]
        public void RunTwo([QueueTrigger("queue")] string message) => Hidden(message);

        public void NotAFunction() => Hidden("");

        [Function("Hidden")]
        private static void Hidden([QueueTrigger("queue")] string message) => message.ShouldNotBeNull();
    }

    public static class StaticOnes
    {
        [Function("Three")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.Path;
    }

    public abstract class Base
    {
        [Function("Abstract")]
        public void Run([QueueTrigger("queue")] string message) => message.ShouldNotBeNull();
    }

    public sealed class Twins
    {
        [Function("Same")]
        public void First([QueueTrigger("queue")] string message) => message.ShouldNotBeNull();

        [Function("same")]
        public void Second([QueueTrigger("queue")] string message) => message.ShouldNotBeNull();
    }

    public sealed class NoTrigger
    {
        [Function("X")]
        public void Run(string message) => message.ShouldNotBeNull();
    }

    public sealed class TwoTriggers
    {
        [Function("X")]
        public void Run([QueueTrigger("queue")] string message, [TimerTrigger("0 0 0 * * *")] TimerInfo timer) => timer.ShouldNotBeNull();
    }

    public sealed class BlobTriggered
    {
        [Function("X")]
        public void Run([BlobTrigger("container/{name}")] string content) => content.ShouldNotBeNull();
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class StrangeTriggerAttribute : TriggerBindingAttribute;

    public sealed class UnknownTrigger
    {
        [Function("X")]
        public void Run([StrangeTrigger] string message) => message.ShouldNotBeNull();
    }

    public sealed class AsyncVoid
    {
        [Function("X")]
#pragma warning disable MA0155 // What is refused.
        public async void Run([QueueTrigger("queue")] string message) => await Task.Delay(message.Length);
#pragma warning restore MA0155
    }

    public sealed class NoName
    {
        [Function(" ")]
        public void Run([QueueTrigger("queue")] string message) => message.ShouldNotBeNull();
    }

    public sealed class Generic
    {
        [Function("X")]
        public void Run<T>([QueueTrigger("queue")] T message)
            where T : class => message.ShouldNotBeNull();
    }
}
