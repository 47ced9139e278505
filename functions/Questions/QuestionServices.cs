using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.Provenance;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Summary;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Questions;

/// <summary>Registers the questions that keep something or read storage; those that only compute are static.</summary>
public static class QuestionServices
{
    /// <summary>Adds the questions.</summary>
    public static IServiceCollection AddBudgetWatchQuestions(this IServiceCollection services) =>
        services
            .AddSingleton<ReleaseReader>()
            .AddSingleton<EditionReadings>()
            .AddSingleton<AnswerGradient>()
            .AddSingleton<SpecificationReader>()
            .AddSingleton<AnswerSpecifications>()
            .AddSingleton<AnswerSummary>()
            .AddSingleton<AnswerProvenance>()
            .AddSingleton<AnswerReleases>()
            .AddSingleton<PrintedChanges>()
            .AddSingleton<AnswerChanges>()
            .AddSingleton<AnswerLive>()
            .AddSingleton<AnswerFeed>()
            .AddSingleton<AnswerEditions>()
            .AddSingleton<AnswerSources>()
            .AddSingleton<AnswerHealth>();
}
