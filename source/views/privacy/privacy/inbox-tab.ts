import type { Notice } from '../../../components/notice.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fieldsFor } from '../data.ts';
import { inboxColumns } from './field-columns.ts';
import { fieldList } from './field-list.ts';

/** Fields that nobody has classified yet (P-01, P-02); of one matcher where the place names it. */
export const inbox = fieldList({
  title: ({ place }) =>
    place.params.matcher === undefined ? t`Inbox` : t`Fields that ${sanitise(place.params.matcher, 60)} hits`,
  fields: (context) => {
    const { matcher } = context.place.params;
    const { all } = fieldsFor(context);
    return matcher === undefined
      ? all.filter(({ inventory }) => inventory === undefined)
      : all.filter(({ match }) => match?.matcher === matcher);
  },
  columns: inboxColumns,
  empty,
});

function empty(context: ViewContext): Notice {
  const { all, standing } = fieldsFor(context);
  if (all.length > 0 && context.place.params.matcher === undefined)
    return emptyNotice(
      standing,
      t`tracking plans`,
      { title: t`Every field that is known is classified`, text: t`New ones come up here by themselves.` },
      'good',
    );
  return emptyNotice(standing, t`tracking plans`, {
    title: t`No field is known`,
    text: t`The API tells fields only in the rules of tracking plans; payloads that segtop reads add theirs.`,
  });
}
