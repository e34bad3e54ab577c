using System.Globalization;
using NCalc;

namespace Sweetspot.Planning;

/// <summary>Writes a tree as text again, for messages and for the parts of a condition.</summary>
internal static class ExpressionWriter
{
    /// <summary>The text of a tree; nested operations in brackets.</summary>
    public static string Write(LogicalExpression node) => node switch
    {
        BinaryExpression binary => $"{Operand(binary.LeftExpression)} {Symbol(binary.Type)} {Operand(binary.RightExpression)}",
        UnaryExpression unary => (unary.Type switch { UnaryExpressionType.Negate => "-", UnaryExpressionType.Not => "not ", UnaryExpressionType.BitwiseNot => "~", _ => "" }) + Operand(unary.Expression),
        Identifier identifier => identifier.Name,
        Function function => $"{function.Identifier.Name}({string.Join(", ", function.Parameters.Select(Write))})",
        ValueExpression { Type: NCalc.ValueType.String or NCalc.ValueType.Char } word => $"'{word.Value}'",
        ValueExpression constant => Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!,
        TernaryExpression ternary => $"{Operand(ternary.LeftExpression)} ? {Operand(ternary.MiddleExpression)} : {Operand(ternary.RightExpression)}",
        LogicalExpressionList list => $"({string.Join(", ", list.Select(Write))})",
        _ => "this part",
    };

    private static string Operand(LogicalExpression node) => node is BinaryExpression or TernaryExpression && !IsComparison(node) ? $"({Write(node)})" : Write(node);

    private static bool IsComparison(LogicalExpression node) => node is BinaryExpression
    {
        Type: BinaryExpressionType.Lesser or BinaryExpressionType.LesserOrEqual or BinaryExpressionType.Greater
            or BinaryExpressionType.GreaterOrEqual or BinaryExpressionType.Equal or BinaryExpressionType.NotEqual
    };

    private static string Symbol(BinaryExpressionType type) => type switch
    {
        BinaryExpressionType.And => "and",
        BinaryExpressionType.Or => "or",
        BinaryExpressionType.Equal => "==",
        BinaryExpressionType.NotEqual => "!=",
        BinaryExpressionType.Lesser => "<",
        BinaryExpressionType.LesserOrEqual => "<=",
        BinaryExpressionType.Greater => ">",
        BinaryExpressionType.GreaterOrEqual => ">=",
        BinaryExpressionType.Plus => "+",
        BinaryExpressionType.Minus => "-",
        BinaryExpressionType.Times => "*",
        BinaryExpressionType.Div => "/",
        BinaryExpressionType.Modulo => "%",
        BinaryExpressionType.BitwiseAnd => "&",
        BinaryExpressionType.BitwiseOr => "|",
        BinaryExpressionType.BitwiseXOr => "^",
        BinaryExpressionType.LeftShift => "<<",
        BinaryExpressionType.RightShift => ">>",
        BinaryExpressionType.Exponentiation => "**",
        _ => type.ToString().ToLowerInvariant(),
    };
}
