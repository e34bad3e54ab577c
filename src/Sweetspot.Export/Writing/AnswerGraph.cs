using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Turns a model's last layer into answers: class scores and probabilities, a number on the data's scale, or a chance.</summary>
internal static class AnswerGraph
{
    public static void Write(GraphBuilder graph, string value, ModelAnswer answer, int outputs)
    {
        if (answer is TextAnswer)
        {
            EncoderDecoderGraph.Answer(graph, value, answer.Output, outputs);
            return;
        }

        if (answer is NumberAnswer number)
        {
            graph.Output(answer.Output, ToData(graph, value, number), InputGraph.Batch, outputs);
            return;
        }

        if (answer is ChanceAnswer)
        {
            graph.Output(answer.Output, graph.Node("Sigmoid", [value]), InputGraph.Batch, outputs);
            return;
        }

        if (answer is TokenAnswer)
        {
            graph.Output(answer.Output, value, InputGraph.Batch, TokenAnswer.Places, outputs);
            return;
        }

        var probabilities = graph.Node("Softmax", [value], Attributes.Of("axis", -1));
        graph.Output(answer.Output, value, InputGraph.Batch, outputs);
        graph.Output(ClassAnswer.Probabilities, probabilities, InputGraph.Batch, outputs);
    }

    private static string ToData(GraphBuilder graph, string value, NumberAnswer number)
    {
        var limited = graph.Node("Clip", [value, graph.Scalar("lowest_answer", number.Lowest), graph.Scalar("highest_answer", number.Highest)]);
        var scaled = graph.Node("Mul", [limited, graph.Scalar("target_deviation", number.Deviation)]);
        var moved = graph.Node("Add", [scaled, graph.Scalar("target_mean", number.Mean)]);
        return number.Transform == TargetTransform.Log ? graph.Node("Exp", [moved]) : moved;
    }
}
