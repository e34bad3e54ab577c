using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Refuses trainings on fewer tokens than a step takes, or than the law can be asked for.</summary>
internal static class FewTokens
{
    /// <summary>Looks at the tokens that a question asks for, where it does.</summary>
    /// <exception cref="UserInputException">They are too few.</exception>
    public static void Check(PlanQuestion question, Hardware hardware)
    {
        if (question.Tokens is not { } tokens)
        {
            return;
        }

        var sequences = Batches.Sequences(question, hardware);
        if (tokens < (double)sequences * question.Context)
        {
            throw new UserInputException(FormattableString.Invariant(
                $"--tokens: {tokens:0.###} are fewer than one step takes ({sequences} sequences of {question.Context} tokens are {(double)sequences * question.Context:0}); give more --tokens, or a smaller --batch-tokens or --context."));
        }

        if (question is { Model: { } model, Law: { LossName: PlanLaw.NatsPerToken } law } && law.Loss(model.Parameters.Active, tokens, question.UniqueTokens) is var loss && loss > Math.Log(model.Vocabulary))
        {
            throw new UserInputException(FormattableString.Invariant(
                $"--tokens: {tokens:0.###e+0} are too few for {law.Name}: it comes to {loss:0.##} nats a token there, and guessing among {model.Vocabulary} tokens to {Math.Log(model.Vocabulary):0.##}; give more --tokens."));
        }
    }
}
