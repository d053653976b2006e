import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import type { TextFieldProps } from '../ui/text-field.tsx';
import { problemIn } from './setup-answers.ts';
import type { SetupForm } from './setup-answers.ts';

type TextName = Exclude<keyof SetupForm, 'kind' | 'copies' | 'largest' | 'keepPasswordWeakly' | 'incomingSecurity' | 'outgoingSecurity'>;

interface FormFieldProps extends Omit<TextFieldProps, 'name' | 'error'> {
  readonly name: TextName;
}

/**
 * A text field of the wizard's form with its problem in words. A field complains when the person goes on, and from then on
 * stops as soon as it is right; never while something is typed for the first time.
 */
export function FormField({ name, ...rest }: FormFieldProps) {
  const { t } = useTranslation();
  const { register, trigger, formState } = useFormContext<SetupForm>();
  const problem = problemIn(formState.errors[name]?.message);
  const field = register(name, { onChange: () => (problem === undefined ? undefined : void trigger(name)) });
  return (
    <TextField
      spellCheck={false}
      autoComplete="off"
      {...rest}
      {...field}
      error={problem === undefined ? undefined : t(`setup.problem.${problem}`)}
    />
  );
}
